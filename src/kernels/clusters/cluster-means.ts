import type { Points } from '../points.ts'
import { squaredDistance } from './squared-distance.ts'

/**
 * The mean of the points of each cluster, from their sums, which it overwrites. An empty cluster keeps its center, and so do
 * clusters that are marked as `settled`: their points are those of which the center is the mean already.
 */
export function clusterMeans(sums: Float64Array, labels: Int32Array, centers: Points, settled: Uint8Array): Points {
  const { columnCount } = centers
  const counts = countLabels(labels, centers.rowCount)
  for (let cluster = 0; cluster < counts.length; cluster++) {
    const count = settled[cluster] === 1 ? 0 : counts[cluster]!
    for (let at = cluster * columnCount; at < (cluster + 1) * columnCount; at++) {
      sums[at] = count === 0 ? centers.data[at]! : sums[at]! / count
    }
  }
  return { ...centers, data: sums }
}

/** How many rows each cluster has. */
export function countLabels(labels: Int32Array, clusters: number): Int32Array {
  const counts = new Int32Array(clusters)
  for (const label of labels) counts[label]!++
  return counts
}

/**
 * Gives every empty cluster the row farthest from its center, of clusters with more than one row, and says which rows
 * changed so. Rows that lie on their center stay, so clusters stay empty where rows are too few that differ.
 */
export function refillEmpty(points: Points, labels: Int32Array, centers: Points): number[] {
  const counts = countLabels(labels, centers.rowCount)
  const empty = Array.from(counts.keys()).filter((cluster) => counts[cluster] === 0)
  if (empty.length === 0) return []
  const distances = Float64Array.from(labels, (label, row) =>
    squaredDistance(points.data, row, centers.data, label, points.columnCount),
  )
  const farthest = Array.from(labels.keys())
    .filter((row) => distances[row]! > 0)
    .sort((a, b) => distances[b]! - distances[a]! || a - b)
  const moved: number[] = []
  for (const row of farthest) {
    if (moved.length === empty.length) break
    if (counts[labels[row]!]! < 2) continue
    counts[labels[row]!]!--
    labels[row] = empty[moved.length]!
    moved.push(row)
  }
  return moved
}
