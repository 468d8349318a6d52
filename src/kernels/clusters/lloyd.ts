import type { Context } from '../../core/index.ts'
import { checkPoints } from '../check-points.ts'
import type { Points } from '../points.ts'
import { boundedRounds } from './bounded-rounds.ts'
import { clusterMeans, refillEmpty } from './cluster-means.ts'
import type { Clusters } from './clusters.ts'
import { plainRounds } from './plain-rounds.ts'
import type { Rounds } from './rounds.ts'
import { squaredDistance } from './squared-distance.ts'

/** Moves centers to the means of their points and points to their nearest centers, until nothing changes. */
export async function lloyd(
  points: Points,
  start: Points,
  maxIter: number,
  tolerance: number,
  context: Context,
): Promise<Clusters> {
  const magnitude = Math.max(await checkPoints('kMeans', points, context), await checkPoints('kMeans', start, context))
  const bounded = await boundedRounds(points, magnitude, start.rowCount, context)
  const found = await goRounds(bounded ?? plainRounds(points, context), points, start, maxIter, tolerance)
  bounded?.close()
  return found
}

/** The rounds, by whatever way the rows find their centers. */
export async function goRounds(
  rounds: Rounds,
  points: Points,
  start: Points,
  maxIter: number,
  tolerance: number,
): Promise<Clusters> {
  let centers = start
  await rounds.begin(centers)
  const { labels } = rounds
  let iterations = 0
  let converged = false
  // Clusters whose points are the same as when their center was made; none before the first round.
  const settled = new Uint8Array(start.rowCount)
  const before = new Int32Array(labels.length).fill(-1)
  while (!converged && iterations < maxIter) {
    iterations++
    const refilled = refillEmpty(points, labels, centers)
    rounds.forget(refilled)
    if (iterations > 1) markSettled(before, labels, settled)
    before.set(labels)
    const means = clusterMeans(await rounds.addUp(settled), labels, centers, settled)
    let moves = 0
    for (let center = 0; center < means.rowCount; center++) {
      moves += squaredDistance(means.data, center, centers.data, center, means.columnCount)
    }
    centers = means
    await rounds.follow(centers)
    converged = (refilled.length === 0 && isUnchanged(before, labels)) || moves <= tolerance
  }
  let inertia = 0
  for (let row = 0; row < labels.length; row++) {
    inertia += squaredDistance(points.data, row, centers.data, labels[row]!, points.columnCount)
  }
  return { centers: centers.data, labels: new Int32Array(labels), inertia, iterations, converged }
}

function isUnchanged(before: Int32Array, labels: Int32Array): boolean {
  for (let row = 0; row < labels.length; row++) if (before[row] !== labels[row]) return false
  return true
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
