import { type Context, type Matrix, OptionError, type Random, takeRows } from '../../core/index.ts'
import { type Clusters, kMeans, nearestNeighborsBetween, type Points } from '../../kernels/index.ts'
import { pointsOf } from '../points-of.ts'

/** For the library: gives each point the number of its cluster, from 0. A clustering of its own instead of k-means. */
export type ClusterFinder = (
  points: Points,
  random: Random,
  context: Context,
) => Promise<Pick<Clusters, 'labels'>> | Pick<Clusters, 'labels'>

/** Clusters are learned from so many rows each, and so many in all; where there are more, they are drawn at random. */
const mostLearnedEach = 1000
const mostLearned = 20_000

/** The rows of each cluster, ascending; clusters without rows do not appear. */
export async function findClusters(
  who: string,
  X: Matrix<'train'>,
  nClusters: number,
  finder: ClusterFinder | undefined,
  random: Random,
  context: Context,
): Promise<Int32Array[]> {
  const points = pointsOf(X)
  const { labels } = finder
    ? await finder(points, random, context)
    : { labels: await learnedLabels(X, Math.min(nClusters, X.rowCount), random, context) }
  if (labels.length !== X.rowCount || labels.some((label) => label < 0)) {
    throw new OptionError(
      `${who}: \`kmeansEstimator\` must give every row the number of its cluster, from 0; for ${X.rowCount} rows it gave ${labels.length}.`,
    )
  }
  const rows: number[][] = []
  labels.forEach((label, row) => {
    rows[label] ??= []
    rows[label].push(row)
  })
  return rows.filter((members) => members).map((members) => Int32Array.from(members))
}

async function learnedLabels(
  X: Matrix<'train'>,
  nClusters: number,
  random: Random,
  context: Context,
): Promise<Int32Array> {
  const points = pointsOf(X)
  const learned = Math.max(nClusters, Math.min(mostLearned, mostLearnedEach * nClusters))
  if (X.rowCount <= learned) return (await kMeans(points, { nClusters }, random, context)).labels
  const drawn = random.fork('sample').choice(X.rowCount, learned, false)
  const { centers } = await kMeans(pointsOf(takeRows(X, drawn)), { nClusters }, random, context)
  const found = { data: centers, rowCount: nClusters, columnCount: points.columnCount }
  return (await nearestNeighborsBetween(points, found, 1, context)).indices
}
