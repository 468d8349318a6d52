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
  while (!converged && iterations < maxIter) {
    iterations++
    const refilled = refillEmpty(points, labels, centers)
    assignment.forget(refilled)
    const means = clusterMeans(points, labels, centers)
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
