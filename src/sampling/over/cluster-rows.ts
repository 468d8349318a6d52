import { type Context, type Matrix, OptionError, type Random, takeRows } from '../../core/index.ts'
import { type Clusters, kMeans, nearestCenters, type Points } from '../../kernels/index.ts'
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
  return membersOf(labels)
}

/** The places of each label, ascending; labels too, of which some may not occur. */
function membersOf(labels: Int32Array): Int32Array[] {
  const counts = new Map<number, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const members = new Map(
    [...counts.keys()].sort((a, b) => a - b).map((label) => [label, new Int32Array(counts.get(label)!)]),
  )
  for (const label of counts.keys()) counts.set(label, 0)
  for (let row = 0; row < labels.length; row++) {
    const place = counts.get(labels[row]!)!
    members.get(labels[row]!)![place] = row
    counts.set(labels[row]!, place + 1)
  }
  return [...members.values()]
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
  return nearestCenters(points, found, context)
}
