import { describe, expect, it } from 'vitest'
import { labels, matrixFromRows, takeLabels, takeRows } from '../../../src/core/index.ts'
import { labelSpreading, logisticRegression } from '../../../src/models/index.ts'
import { sparseFrom } from './sparse-from.ts'

/** Two half circles that interlock; one label at the middle of each. */
const count = 200
const points = Array.from({ length: count }, (_, row) => {
  const t = (Math.PI * (row >> 1)) / (count / 2 - 1)
  return row % 2 ? [1 - Math.cos(t), 0.4 - Math.sin(t)] : [Math.cos(t), Math.sin(t)]
})
const X = matrixFromRows(points)
const y = labels(points.map((_, row) => (row % 2 ? 'lower' : 'upper')))
const known = [100, 101]
const open = points.map((_, row) => row).filter((row) => !known.includes(row))

function share(proba: Float64Array): number {
  return y.codes.filter((code, row) => proba[row * 2 + code]! > 0.5).length / count
}

describe('labelSpreading', () => {
  it('follows the shape of the classes from one label each, where a line cannot', async () => {
    const unit = labelSpreading({ nNeighbors: 5, alpha: 0.99, maxIter: 2000, tol: 1e-9 })
    const model = await unit.fit(takeRows(X, known), takeLabels(y, known), { unlabeled: takeRows(X, open) })
    expect(share(model.predictProba(X))).toBe(1)
    expect(model.pseudoLabels.row.length).toBe(open.length)
    const line = await logisticRegression().fit(takeRows(X, known), takeLabels(y, known))
    expect(share(line.predictProba(X))).toBeLessThan(0.95)
  })

  it('keeps the mass of the classes that the labels have, when asked', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [i % 20, Math.floor(i / 20)])
    const grid = matrixFromRows(rows)
    const some = [0, 1, 2, 3, 19]
    const target = labels(some.map((row) => (row === 19 ? 'rare' : 'usual')))
    const rest = rows.map((_, row) => row).filter((row) => !some.includes(row))
    const settings = { unlabeled: takeRows(grid, rest) }
    const options = { alpha: 0.9, maxIter: 500, nNeighbors: 5 } as const
    const mass = async (classMassNormalization: boolean) => {
      const unit = labelSpreading({ ...options, classMassNormalization })
      const { beliefs } = await unit.fit(takeRows(grid, some), target, settings)
      const sums = [0, 0]
      for (let at = some.length * 2; at < beliefs.length; at++) sums[at % 2]! += beliefs[at]!
      return sums[0]! / (sums[0]! + sums[1]!)
    }
    expect(Math.abs((await mass(true)) - 0.2)).toBeLessThan(Math.abs((await mass(false)) - 0.2))
  })

  it('finds the same neighbors in sparse rows, and predicts dense rows from sparse ones', async () => {
    const settings = { nNeighbors: 4 }
    const dense = await labelSpreading(settings).fit(X, y)
    const sparse = await labelSpreading(settings).fit(sparseFrom(X), y)
    const p = dense.predictProba(X)
    for (const q of [sparse.predictProba(sparseFrom(X)), sparse.predictProba(X), dense.predictProba(sparseFrom(X))]) {
      expect(p.reduce((most, value, at) => Math.max(most, Math.abs(value - q[at]!)), 0)).toBeLessThan(1e-9)
    }
  })

  it('counts a row of weight 0 as unlabeled', async () => {
    const sampleWeight = Float64Array.from(points, (_, row) => (known.includes(row) ? 1 : 0))
    const weighted = await labelSpreading().fit(X, y, { sampleWeight })
    const order = [...known, ...open]
    const apart = await labelSpreading().fit(takeRows(X, known), takeLabels(y, known), { unlabeled: takeRows(X, open) })
    for (const [place, row] of order.entries())
      expect(weighted.beliefs[row * 2]).toBeCloseTo(apart.beliefs[place * 2]!, 9)
  })

  it('gives new rows that no belief reaches the shares of the classes', async () => {
    const model = await labelSpreading({ kernel: 'rbf' }).fit(X, y)
    const p = model.predictProba(matrixFromRows([[1e3, 1e3]]))
    expect(p[0]).toBeCloseTo(0.5, 12)
    expect(p[0]! + p[1]!).toBe(1)
  })

  it('refuses to weigh more pairs of rows than memory should hold', async () => {
    const many = takeRows(
      X,
      Array.from({ length: 10_000 }, (_, i) => i % count),
    )
    const fit = labelSpreading({ kernel: 'rbf' }).fit(X, y, { unlabeled: many })
    await expect(fit).rejects.toThrow(/weighs every pair of the 10,200 rows.*9,459 rows are the most. Use `knn`./)
  })

  it('refuses more neighbors than there are rows', async () => {
    await expect(labelSpreading().fit(takeRows(X, known), takeLabels(y, known))).rejects.toThrow(
      /there are 2 rows, the unlabeled ones counted; `nNeighbors` is 7. Lower it./,
    )
  })
})
