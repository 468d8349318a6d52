import { describe, expect, it } from 'vitest'
import { svc } from '../../../src/models/index.ts'
import fixture from '../../fixtures/models/svm.json' with { type: 'json' }
import { dataSet, firstRows, furthest } from './inputs.ts'

describe("svc finds the support vectors of scikit-learn's SVC", () => {
  for (const [index, one] of fixture.kernels.entries()) {
    const { options, set } = one
    it(`${index}: ${set}, ${JSON.stringify(options)}${one.weights ? ', weighted' : ''}`, async () => {
      const { X, y } = dataSet(set)
      const sampleWeight = one.weights ? Float64Array.from(one.weights) : undefined
      const given = { ...options, probability: false } as Parameters<typeof svc>[0]
      const model = await svc(given).fit(X, y, { sampleWeight })
      expect(model.converged).toBe(true)
      expect(Array.from(model.supportRows)).toEqual(one.support)
      const near = options.tol === 1e-3 ? 1e-3 : 5e-6
      expect(furthest(model.dualCoef, one.dual)).toBeLessThan((options.tol === 1e-3 ? 1e-3 : 1e-5) * options.C)
      expect(furthest(model.intercept, one.intercept)).toBeLessThan(near)
      expect(furthest(model.decisionFunction(firstRows(set, 5)), one.decisions)).toBeLessThan(near)
    })
  }
})
