import { describe, expect, it } from 'vitest'
import { labels, matrix } from '../../src/core/index.ts'
import { histGradientBoosting } from '../../src/models/index.ts'
import fixture from '../fixtures/models/boosting.json' with { type: 'json' }

type Case = (typeof fixture.cases)[number]

function inputOf(one: Case) {
  const columns = Array.from({ length: one.columns }, (_, j) =>
    (one.categorical as number[]).includes(j)
      ? ({ name: `x${j}`, kind: 'category', categories: Array.from({ length: 12 }, (_, i) => `level ${i}`) } as const)
      : ({ name: `x${j}`, kind: 'number' } as const),
  )
  return matrix(
    Float64Array.from(one.X, (value) => value ?? NaN),
    columns,
  )
}

describe("histGradientBoosting grows scikit-learn's trees", () => {
  for (const one of fixture.cases) {
    it(one.name, async () => {
      const X = inputOf(one)
      const sampleWeight = one.weights ? Float64Array.from(one.weights) : undefined
      const options = { ...one.options, earlyStopping: false } as Parameters<typeof histGradientBoosting>[0]
      const model = await histGradientBoosting(options).fit(X, labels(one.y), { sampleWeight })
      expect(model.iterations).toBe(one.iterations)
      const scores = model.decisionFunction(X)
      expect(scores.length).toBe(one.scores.length)
      const furthest = one.scores.reduce((most, score, i) => Math.max(most, Math.abs(scores[i]! - score)), 0)
      expect(furthest).toBeLessThan(one.tolerance)
    })
  }
})
