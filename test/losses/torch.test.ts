import { describe, expect, it } from 'vitest'
import { type LossFactory, losses } from '../../src/losses/index.ts'
import fixture from '../fixtures/losses/torch.json' with { type: 'json' }

describe('losses recorded from PyTorch', () => {
  it('covers every loss of the registry', () => {
    expect(new Set(fixture.cases.map(({ loss }) => loss))).toEqual(new Set(Object.keys(losses)))
  })

  for (const { loss: name, options, classes, value, gradient, curvature } of fixture.cases) {
    it(`${name} ${JSON.stringify(options)} of ${classes} classes: value, gradient, curvature`, () => {
      const { scores, codes, sizes } = fixture.sets[classes === 2 ? '2' : '4']
      const factory = losses[name as keyof typeof losses] as LossFactory
      const names = ['a', 'b', 'c', 'd'].slice(0, classes)
      const loss = factory(options as never).forClasses({ names, sizes: Float64Array.from(sizes) })
      const target = { codes: Int32Array.from(codes), weights: Float64Array.from(fixture.weights), classCount: classes }
      const slopes = new Float64Array(scores.length)
      const bends = new Float64Array(scores.length)
      const found = loss.evaluate(target, Float64Array.from(scores), slopes, bends, 0, codes.length)
      expect(Math.abs(found / value - 1)).toBeLessThan(1e-12)
      const most = (list: readonly number[]) => list.reduce((a, b) => Math.max(a, Math.abs(b)), 1)
      expect(Math.max(...gradient.map((one, i) => Math.abs(one - slopes[i]!)))).toBeLessThan(1e-11 * most(gradient))
      expect(Math.max(...curvature.map((one, i) => Math.abs(one - bends[i]!)))).toBeLessThan(1e-11 * most(curvature))
    })
  }
})
