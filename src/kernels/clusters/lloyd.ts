import type { Context } from '../../core/index.ts'
import type { Points } from '../points.ts'
import { Assignment } from './assignment.ts'
import { clusterMeans, refillEmpty } from './cluster-means.ts'
import type { Clusters } from './clusters.ts'
import { squaredDistance } from './squared-distance.ts'

/** Moves centers to the means of their points and points to their nearest centers, until nothing changes. */
export async function lloyd(
  points: Points,
  start: Points,
  maxIter: number,
  tolerance: number,
  context: Context,
): Promise<Clusters> {
  let centers = start
  const assignment = new Assignment(points, context)
  await assignment.begin(centers)
  const { labels } = assignment
  let iterations = 0
  let converged = false
  // Clusters whose points are the same as when their center was made; none before the first round.
  const settled = new Uint8Array(start.rowCount)
  const before = labels.slice().fill(-1)
  while (!converged && iterations < maxIter) {
    iterations++
    const refilled = refillEmpty(points, labels, centers)
    assignment.forget(refilled)
    if (iterations > 1) markSettled(before, labels, settled)
    before.set(labels)
    const means = clusterMeans(points, labels, centers, settled)
    const drifts = new Float64Array(means.rowCount)
    let moves = 0
    for (let center = 0; center < drifts.length; center++) {
      const square = squaredDistance(means.data, center, centers.data, center, means.columnCount)
      moves += square
      drifts[center] = Math.sqrt(square)
    }
    centers = means
    const changed = await assignment.follow(centers, drifts)
    converged = (changed === 0 && refilled.length === 0) || moves <= tolerance
  }
  let inertia = 0
  for (let row = 0; row < labels.length; row++) {
    inertia += squaredDistance(points.data, row, centers.data, labels[row]!, points.columnCount)
  }
  return { centers: centers.data, labels, inertia, iterations, converged }
}

/** Marks the clusters that no point left or joined. */
function markSettled(before: Int32Array, labels: Int32Array, settled: Uint8Array): void {
  settled.fill(1)
  for (let row = 0; row < labels.length; row++) {
    if (before[row] === labels[row]) continue
    settled[before[row]!] = 0
    settled[labels[row]!] = 0
  }
}
