import { type Context, DataError, type Matrix, type Random, takeRows, z } from '../../core/index.ts'
import { countPresentClasses } from '../count-present-classes.ts'
import { factoryWithPart } from '../factory-with-part.ts'
import { pointsOf } from '../points-of.ts'
import { apportion } from './apportion.ts'
import { type ClusterFinder, findClusters } from './cluster-rows.ts'
import { clusterSparsity } from './cluster-sparsity.ts'
import { defineOverSampler, overSamplerOptions } from './define-over-sampler.ts'
import { drawPairs } from './draw-pairs.ts'
import { interpolate } from './interpolate.ts'
import { neighborsOfDrawn } from './neighbors-of-drawn.ts'
import { overCounts } from './over-counts.ts'

/** The options of `kMeansSmote`. */
export const kMeansSmoteOptions = overSamplerOptions.extend({
  /** How many nearest rows of its own class and cluster a row may lean towards. */
  kNeighbors: z.int().min(1).default(2).describe('nearest rows of the same class and cluster to draw towards'),
  /** Into how many clusters all rows are parted. The library also takes a function that finds them. */
  kmeansEstimator: z.int().min(1).default(8).describe('into how many clusters all rows are parted'),
  /** The least share of the class in a cluster that gets new rows; `'auto'`: half its share of all rows to be added. */
  clusterBalanceThreshold: z
    .union([z.literal('auto'), z.number().min(0).max(1)], { error: 'must be "auto" or a share from 0 to 1' })
    .default('auto')
    .describe('least share of the class in a cluster that gets new rows; auto: half its share of all rows to be added'),
  /** How much more sparse clusters get than dense ones; `'auto'` grows with the size of the cluster. */
  densityExponent: z
    .union([z.literal('auto'), z.number().min(0)], { error: 'must be "auto" or a number of at least 0' })
    .default('auto')
    .describe('how much more sparse clusters get than dense ones; auto: from the size of the cluster'),
  /** Whether the wanted count is met; `false` rounds up in every cluster, as imbalanced-learn does. */
  exactCount: z
    .boolean()
    .default(true)
    .describe('meet the wanted count; false rounds up in every cluster, as imbalanced-learn does'),
})

/**
 * SMOTE inside clusters of all rows: only clusters in which the class is at home get new rows, sparse ones the more.
 *
 * Numeric columns only, none missing, all on one scale. Do not use it where the rare class is scattered among the
 * others: no cluster then holds enough of it, which is an error here. The clusters are found among rows drawn at random,
 * at most 1,000 a cluster and 20,000 in all; every row then joins the nearest.
 *
 * F. Last et al., "Oversampling for imbalanced learning based on k-means and SMOTE", 2017. With the same clusters and
 * `exactCount: false` equal to imbalanced-learn's `KMeansSMOTE`, bit for bit with `random: numpyRandom(seed)`; its own
 * clustering is another. With one cluster it is SMOTE.
 */
export const kMeansSmote = factoryWithPart(
  'kmeansEstimator',
  (value): value is ClusterFinder => typeof value === 'function',
  (estimator) =>
    defineOverSampler({
      name: 'kMeansSmote',
      options: kMeansSmoteOptions,
      reads: 'numbers',
      neighborsNeeded: ({ kNeighbors }) => kNeighbors,

      async synthesize(_, count, { X, y, code, options, random, context, shared }) {
        const who = 'kMeansSmote'
        const { kNeighbors, exactCount } = options
        const { clusters, added } = await shared(async () => ({
          clusters: await findClusters(who, X, options.kmeansEstimator, estimator, random.fork('clusters'), context),
          added: overCounts(who, options.samplingStrategy, y, countPresentClasses(who, y)),
        }))
        const total = added.reduce((sum, [, more]) => sum + more, 0)
        const auto = options.clusterBalanceThreshold === 'auto'
        const threshold = auto ? count / total / 2 : (options.clusterBalanceThreshold as number)
        const homes: Int32Array[] = []
        for (const members of clusters) {
          const own = members.filter((row) => y.codes[row] === code)
          const share = own.length / members.length
          if (clusters.length > 1 && share < threshold) continue
          // The peer's product may fall a little below the number of rows.
          if ((exactCount ? own.length : share * members.length) >= kNeighbors + 1) homes.push(own)
        }
        if (homes.length === 0) throw noHome(who, String(y.classes[code]), threshold, kNeighbors)
        const shares = await sharesOf(X, homes, options.densityExponent, context)
        const wanted = shares.map((share) => share * count)
        const counts = exactCount ? apportion(wanted, count) : Int32Array.from(wanted, Math.ceil)
        const drawn = await drawInside(X, homes, counts, kNeighbors, random, context)
        return interpolate(X, drawn.first, drawn.second, drawn.steps, context)
      },
    }),
)

/** What part of the new rows each cluster gets: in proportion to its sparsity. */
async function sharesOf(
  X: Matrix<'train'>,
  homes: readonly Int32Array[],
  exponent: 'auto' | number,
  context: Context,
): Promise<Float64Array> {
  const sparsities = new Float64Array(homes.length).fill(1)
  if (homes.length === 1) return sparsities
  for (const [index, rows] of homes.entries()) {
    sparsities[index] = await clusterSparsity(pointsOf(takeRows(X, rows)), exponent, context)
  }
  const sum = sparsities.reduce((total, sparsity) => total + sparsity, 0)
  return sparsities.map((sparsity) => (sum > 0 ? sparsity / sum : 1 / homes.length))
}

/** The pairs of all clusters, each drawn from a stream of its own. */
async function drawInside(
  X: Matrix<'train'>,
  homes: readonly Int32Array[],
  counts: Int32Array,
  kNeighbors: number,
  random: Random,
  context: Context,
) {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const first = new Int32Array(total)
  const second = new Int32Array(total)
  const steps = new Float64Array(total)
  let at = 0
  for (const [index, rows] of homes.entries()) {
    const drawn = drawPairs(random.fork(`cluster ${index}`), rows.length, kNeighbors, counts[index]!)
    const nearest = await neighborsOfDrawn(pointsOf(takeRows(X, rows)), drawn.positions, kNeighbors, context)
    steps.set(drawn.steps, at)
    for (let pair = 0; pair < drawn.positions.length; pair++, at++) {
      const position = drawn.positions[pair]!
      first[at] = rows[position]!
      second[at] = rows[nearest.of(position, drawn.choices[pair]!)]!
    }
  }
  return { first, second, steps }
}

function noHome(who: string, name: string, threshold: number, kNeighbors: number): DataError {
  return new DataError(
    `${who}: no cluster holds ${kNeighbors + 1} rows of class "${name}" with a share of at least ${Number(threshold.toPrecision(3))}. Lower \`clusterBalanceThreshold\`, change \`kmeansEstimator\`, or use \`smote\`.`,
  )
}
