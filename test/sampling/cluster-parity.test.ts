import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Classifier, DataError, type Labels, type Matrix, numpyRandom, takeRows } from '../../src/core/index.ts'
import type { Points } from '../../src/kernels/index.ts'
import {
  clusterCentroids,
  instanceHardnessThreshold,
  kMeansSmote,
  type Resampled,
  smote,
} from '../../src/sampling/index.ts'
import recorded from '../fixtures/sampling/clusters.json' with { type: 'json' }
import { congruentialData } from './congruential-data.ts'

function digest(array: Float64Array | Int32Array): string {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32)
}

/** `Between` of bench/record/cluster-samplers.py. */
function between({ data, rowCount, columnCount }: Points, count: number) {
  const from = (rowCount - count) * columnCount
  return {
    centers: Float64Array.from({ length: count * columnCount }, (_, at) => (3 * data[at]! + data[from + at]!) / 4),
  }
}

/** `Slices` of bench/record/cluster-samplers.py. */
function slices(clusters: number) {
  return ({ data, rowCount, columnCount }: Points) => ({
    labels: Int32Array.from({ length: rowCount }, (_, row) =>
      Math.min(Math.max(Math.floor(((data[row * columnCount]! + 2) / 5) * clusters), 0), clusters - 1),
    ),
  })
}

/** `Means` of bench/record/cluster-samplers.py. */
const means: Classifier = {
  name: 'means',
  options: {},
  async fit(given, y: Labels) {
    const X = given as Matrix
    const width = X.columns.length
    const centers = y.classes.map((_, code) => {
      const rows = Array.from(y.codes.keys()).filter((row) => y.codes[row] === code)
      const own = takeRows(X, rows).data
      return Array.from({ length: width }, (_, column) => {
        let sum = 0
        for (let at = column; at < own.length; at += width) sum += own[at]!
        return sum / rows.length
      })
    })
    function predictProba(asked: Parameters<Awaited<ReturnType<Classifier['fit']>>['predictProba']>[0]) {
      const { data, rowCount } = asked as Matrix
      const result = new Float64Array(rowCount * centers.length)
      for (let row = 0; row < rowCount; row++) {
        const near = centers.map(
          (center) =>
            1 / (1 + center.reduce((sum, value, column) => sum + (data[row * width + column]! - value) ** 2, 0)),
        )
        const total = near.reduce((sum, value) => sum + value, 0)
        near.forEach((value, code) => {
          result[row * centers.length + code] = value / total
        })
      }
      return result
    }
    return { name: 'means', classes: y.classes, predictProba, save: () => ({}) as never }
  },
}

function resample(one: (typeof recorded.cases)[number], X: Matrix<never>, y: Labels<never>): Promise<Resampled> {
  const { clusters, ...options } = one.options as { clusters?: number }
  const random = numpyRandom(one.seed)
  if (one.sampler === 'clusterCentroids') return clusterCentroids({ ...options, estimator: between }).fitResample(X, y)
  if (one.sampler === 'instanceHardnessThreshold') {
    return instanceHardnessThreshold({ ...options, estimator: means, exactCount: false, random }).fitResample(X, y)
  }
  return kMeansSmote({ ...options, kmeansEstimator: slices(clusters!), exactCount: false, random }).fitResample(X, y)
}

test.each(
  recorded.cases.map((one) => ({ ...one, title: `${one.sampler} ${one.shape} ${JSON.stringify(one.options)}` })),
)('$title, seed $seed: given the same clusters or scores, the rows of imbalanced-learn', async (one) => {
  const { X, y } = congruentialData(one.dataSeed, recorded.shapes[one.shape as keyof typeof recorded.shapes])
  if (one.error) {
    await expect(resample(one, X, y)).rejects.toThrow(DataError)
    return
  }
  const result = await resample(one, X, y)
  expect(result.y.codes.length).toBe(one.rows)
  expect(digest(result.y.codes)).toBe(one.y)
  expect(digest(result.X.data)).toBe(one.X)
})

test('KMeansSMOTE with one cluster is SMOTE', async () => {
  const { X, y } = congruentialData(5, recorded.shapes.three)
  const one = await kMeansSmote({ kmeansEstimator: 1, kNeighbors: 5, random: numpyRandom(3) }).fitResample(X, y)
  const plain = await smote({ kNeighbors: 5, random: numpyRandom(3) }).fitResample(X, y)
  expect(one.X.data).toEqual(plain.X.data)
  expect(one.provenance.parents).toEqual(plain.provenance.parents)
})

test('KMeansSMOTE meets the wanted count, and says what to do where no cluster qualifies', async () => {
  const { X, y } = congruentialData(5, recorded.shapes.binary)
  const exact = await kMeansSmote({ clusterBalanceThreshold: 0.1 }).fitResample(X, y)
  const counts = [0, 1].map((code) => exact.y.codes.filter((other) => other === code).length)
  expect(counts[0]).toBe(counts[1])
  await expect(kMeansSmote({ clusterBalanceThreshold: 1 }).fitResample(X, y)).rejects.toThrow(
    new DataError(
      'kMeansSmote: no cluster holds 3 rows of class "1" with a share of at least 1. Lower `clusterBalanceThreshold`, change `kmeansEstimator`, or use `smote`.',
    ),
  )
})
