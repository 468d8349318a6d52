import { type Context, DataError, parseOptions, type Random, z } from '../../core/index.ts'
import { checkPoints } from '../check-points.ts'
import type { Points } from '../points.ts'
import { takePoints } from '../take-points.ts'
import type { Clusters } from './clusters.ts'
import { lloyd } from './lloyd.ts'
import { seedCenters } from './seed-centers.ts'

/** What `kMeans` can be told. */
export const kMeansOptions = z.strictObject({
  /** How many clusters. */
  nClusters: z.int().min(1).default(8).describe('how many clusters'),
  /** The most rounds of moving centers and assigning points. */
  maxIter: z.int().min(1).default(300).describe('the most rounds of moving centers and assigning points'),
  /** Stop when the squares of all moves of the centers sum to at most this share of the mean variance of the columns. */
  tol: z
    .number()
    .min(0)
    .default(1e-4)
    .describe('stop when the squared moves of the centers sum to at most this share of the mean column variance'),
})

/** The options of `kMeans`; all have defaults. */
export type KMeansOptions = z.input<typeof kMeansOptions>

/**
 * Parts points into clusters around their means: k-means++ seeds, then Lloyd's rounds until no point changes its cluster.
 *
 * Every point goes to the center that is nearest in float64, of centers equally near the first. Bounds spare most of the
 * comparisons (after Hamerly, see bounded-rounds.ts) and change no bit of it: where rows are many, three hundred rounds
 * compare as often as twenty would. The result depends on the points, their order and the random stream alone, not on
 * threads or machine. A cluster that loses all its points gets the point farthest from its own center; where there are
 * fewer distinct points than clusters, some stay empty.
 *
 * Columns must be on one scale. It finds round clusters of like size: not for long, nested or very uneven ones.
 * It minimizes what scikit-learn's `KMeans` does; seeds and so clusters are others.
 *
 * Throws a `DataError` for fewer points than clusters and for numbers that are missing or infinite.
 *
 * D. Arthur, S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007. G. Hamerly, "Making k-means
 * even faster", SDM 2010.
 */
export async function kMeans(
  points: Points,
  options: KMeansOptions,
  random: Random,
  context: Context = {},
): Promise<Clusters> {
  const who = 'kMeans'
  const { nClusters, maxIter, tol } = parseOptions(who, kMeansOptions, options)
  await checkPoints(who, points, context)
  if (points.rowCount < nClusters) {
    throw new DataError(
      `${who}: ${points.rowCount} points cannot fill ${nClusters} clusters. Lower \`nClusters\` to at most ${points.rowCount}.`,
    )
  }
  const seeds = await seedCenters(points, nClusters, random, context)
  return lloyd(points, takePoints(points, seeds), maxIter, tol * meanVariance(points), context)
}

function meanVariance({ data, rowCount, columnCount }: Points): number {
  if (columnCount === 0) return 0
  const means = new Float64Array(columnCount)
  for (let at = 0; at < data.length; at++) means[at % columnCount]! += data[at]! / rowCount
  let sum = 0
  for (let at = 0; at < data.length; at++) {
    const difference = data[at]! - means[at % columnCount]!
    sum += difference * difference
  }
  return sum / data.length
}
