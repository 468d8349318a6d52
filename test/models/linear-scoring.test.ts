import { describe, expect, it } from 'vitest'
import { labelsFromCodes } from '../../src/core/index.ts'
import { fBeta } from '../../src/evaluation/index.ts'
import { macroF1 } from '../../src/models/boosting/macro-f1.ts'

describe('macro-F1 of a round', () => {
  it('equals that of the metrics, weighted, of two classes by sign and of three by the highest score', () => {
    const weights = Float64Array.of(1, 2, 0.5, 1, 3, 1, 1, 0.25)
    const two = { codes: Int32Array.of(0, 1, 1, 0, 0, 1, 0, 1), weights, classCount: 2 }
    const scores = Float64Array.of(-1, 2, -0.5, 0.5, -3, 1, 0, 4)
    const guesses = Int32Array.from(scores, (z) => (z > 0 ? 1 : 0))
    const given = { average: 'macro', sampleWeight: weights } as const
    const named = (codes: Int32Array, names: string[]) => labelsFromCodes(codes, names)
    expect(macroF1(two, scores, 1)).toBeCloseTo(
      fBeta(named(two.codes, ['a', 'b']), named(guesses, ['a', 'b']), given),
      14,
    )
    const three = { codes: Int32Array.of(0, 1, 2, 0, 2, 1, 2, 1), weights, classCount: 3 }
    const wide = Float64Array.from({ length: 24 }, (_, i) => ((i * 7919) % 101) - 50)
    const highest = Int32Array.from({ length: 8 }, (_, row) => {
      const own = [...wide.subarray(row * 3, row * 3 + 3)]
      return own.indexOf(Math.max(...own))
    })
    const names = ['a', 'b', 'c']
    expect(macroF1(three, wide, 3)).toBeCloseTo(fBeta(named(three.codes, names), named(highest, names), given), 14)
  })

  it('leaves out classes of which there is nothing', () => {
    const target = { codes: Int32Array.of(0, 1), weights: Float64Array.of(1, 1), classCount: 3 }
    expect(macroF1(target, Float64Array.of(1, 0, 0, 0, 1, 0), 3)).toBe(1)
  })
})
