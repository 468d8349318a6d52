import { describe, expect, it } from 'vitest'
import { linearSvc } from '../../../src/models/index.ts'
import fixture from '../../fixtures/models/svm.json' with { type: 'json' }
import { dataSet, furthest } from './inputs.ts'

describe("linearSvc reaches the coefficients of scikit-learn's LinearSVC", () => {
  for (const [index, one] of fixture.linear.entries()) {
    it(`${index}: ${one.set}, ${JSON.stringify(one.options)}${one.weights ? ', weighted' : ''}`, async () => {
      const { X, y } = dataSet(one.set)
      const sampleWeight = one.weights ? Float64Array.from(one.weights) : undefined
      const loss = one.options.loss === 'hinge' ? 'hinge' : 'squaredHinge'
      const given = { ...one.options, loss, probability: false, tol: 1e-8, maxIter: 1_000_000 }
      const model = await linearSvc(given as Parameters<typeof linearSvc>[0]).fit(X, y, { sampleWeight })
      expect(model.converged).toBe(true)
      expect(furthest(model.coefficients, one.coefficients)).toBeLessThan(1e-6)
      expect(furthest(model.intercepts, one.intercepts)).toBeLessThan(1e-6)
    })
  }
})
