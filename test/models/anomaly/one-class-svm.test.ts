import { describe, expect, it } from 'vitest'
import { type Matrix, matrix, type SparseMatrix, sparseMatrix } from '../../../src/core/index.ts'
import { oneClassSvm } from '../../../src/models/index.ts'
import fixture from '../../fixtures/models/anomaly.json' with { type: 'json' }
import { furthest } from '../svm/inputs.ts'

interface DataSet {
  readonly rows: number
  readonly columns: number
  readonly X: number[] | null
  readonly cells: number[][] | null
}

function cellsOf({ X, cells, rows, columns }: DataSet): Matrix<never> | SparseMatrix<never> {
  if (X) return matrix(Float64Array.from(X), columns)
  const starts = new Int32Array(rows + 1)
  for (const [row] of cells!) starts[row! + 1]!++
  for (let row = 0; row < rows; row++) starts[row + 1]! += starts[row]!
  const indices = Int32Array.from(cells!, (cell) => cell[1]!)
  return sparseMatrix(
    starts,
    indices,
    Float64Array.from(cells!, (cell) => cell[2]!),
    columns,
  )
}

describe("oneClassSvm draws the border of scikit-learn's OneClassSVM", () => {
  for (const [index, one] of fixture.machines.entries()) {
    it(`${index}: ${one.set}, ${JSON.stringify(one.options)}${one.weights ? ', weighted' : ''}`, async () => {
      const X = cellsOf(fixture.sets[one.set as keyof typeof fixture.sets])
      const sampleWeight = one.weights ? Float64Array.from(one.weights) : undefined
      const model = await oneClassSvm(one.options as Parameters<typeof oneClassSvm>[0]).fit(X, { sampleWeight })
      expect(model.converged).toBe(true)
      expect(Array.from(model.supportRows)).toEqual(one.support)
      expect(furthest(model.dualCoef, one.dual)).toBeLessThan(1e-6)
      expect(Math.abs(model.offset - one.offset)).toBeLessThan(1e-6)
      expect(furthest(model.scoreSamples(X).slice(0, 20), one.scores)).toBeLessThan(1e-6)
      expect(furthest(model.decisionFunction(X).slice(0, 20), one.decisions)).toBeLessThan(1e-6)
    })
  }
})
