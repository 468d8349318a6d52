import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { labelsFromCodes, type Matrix, matrix, type SparseMatrix, sparseMatrix } from '../../../src/core/index.ts'
import { labelSpreading, selfTraining } from '../../../src/models/index.ts'

type Rows = { cells: number[] } | { starts: number[]; indices: number[]; data: number[] }
interface DataSet {
  readonly columns: number
  readonly labels: number[]
  readonly X: Rows
  readonly unlabeled: Rows
  readonly new: Rows
}

const fixture = JSON.parse(
  readFileSync(new URL('../../fixtures/models/semi-supervised.json', import.meta.url), 'utf8'),
) as {
  sets: Record<string, DataSet>
  selfTraining: {
    set: string
    options: Record<string, unknown>
    transduction: number[]
    rounds: number[]
    iterations: number
    ended: string
    proba: number[]
  }[]
  labelSpreading: {
    set: string
    options: Record<string, unknown>
    iterations: number
    beliefs: number[]
    proba: (number | null)[]
  }[]
}

function rowsOf(rows: Rows, columns: number): Matrix<never> | SparseMatrix<never> {
  if ('cells' in rows) return matrix(Float64Array.from(rows.cells), columns)
  return sparseMatrix(
    Int32Array.from(rows.starts),
    Int32Array.from(rows.indices),
    Float64Array.from(rows.data),
    columns,
  )
}

function dataOf(name: string) {
  const set = fixture.sets[name]!
  const classes = Array.from({ length: Math.max(...set.labels) + 1 }, (_, code) => code)
  return {
    X: rowsOf(set.X, set.columns),
    y: labelsFromCodes(Int32Array.from(set.labels), classes),
    unlabeled: rowsOf(set.unlabeled, set.columns),
    fresh: rowsOf(set.new, set.columns),
  }
}

function furthest(a: Float64Array, b: readonly (number | null)[]): number {
  expect(a.length).toBe(b.length)
  return a.reduce((most, value, at) => Math.max(most, b[at] === null ? 0 : Math.abs(value - b[at]!)), 0)
}

const endings: Record<string, string> = { no_change: 'noChange', all_labeled: 'allLabeled', max_iter: 'maxIter' }
const base = { name: 'logisticRegression', options: { tol: 1e-10, maxIter: 100_000 } }

describe('selfTraining as scikit-learn’s SelfTrainingClassifier', () => {
  for (const { set, options, transduction, rounds, iterations, ended, proba } of fixture.selfTraining) {
    it(`${set} ${JSON.stringify(options)}`, async () => {
      const { X, y, unlabeled, fresh } = dataOf(set)
      const unit = selfTraining({
        base,
        relabel: false,
        criterion: options['criterion'] === 'k_best' ? 'kBest' : 'threshold',
        ...('threshold' in options ? { threshold: options['threshold'] as number } : {}),
        ...('k_best' in options ? { kBest: options['k_best'] as number } : {}),
        maxIter: (options['max_iter'] as number | undefined) ?? 10,
      })
      const model = await unit.fit(X, y, { unlabeled })
      const codes = new Array<number>(transduction.length).fill(-1)
      const taken = new Array<number>(transduction.length).fill(-1)
      const { pseudoLabels } = model
      for (let i = 0; i < pseudoLabels.row.length; i++) {
        codes[pseudoLabels.row[i]!] = pseudoLabels.code[i]!
        taken[pseudoLabels.row[i]!] = pseudoLabels.round[i]!
      }
      expect(codes).toEqual(transduction)
      expect(taken).toEqual(rounds)
      expect(model.iterations).toBe(iterations)
      expect(model.stopped).toBe(endings[ended])
      expect(furthest(model.predictProba(fresh), proba)).toBeLessThan(1e-6)
    })
  }
})

describe('labelSpreading as scikit-learn’s LabelSpreading', () => {
  for (const { set, options, iterations, beliefs, proba } of fixture.labelSpreading) {
    it(`${set} ${JSON.stringify(options)}`, async () => {
      const { X, y, unlabeled, fresh } = dataOf(set)
      const unit = labelSpreading({
        kernel: options['kernel'] as 'knn' | 'rbf',
        ...('n_neighbors' in options ? { nNeighbors: options['n_neighbors'] as number } : {}),
        ...('gamma' in options ? { gamma: options['gamma'] as number } : {}),
        ...('alpha' in options ? { alpha: options['alpha'] as number } : {}),
        ...('max_iter' in options ? { maxIter: options['max_iter'] as number } : {}),
        ...('tol' in options ? { tol: options['tol'] as number } : {}),
      })
      const model = await unit.fit(X, y, { unlabeled })
      expect(model.iterations).toBe(iterations)
      expect(furthest(model.beliefs, beliefs)).toBeLessThan(1e-12)
      expect(furthest(model.predictProba(fresh), proba)).toBeLessThan(1e-9)
    })
  }
})
