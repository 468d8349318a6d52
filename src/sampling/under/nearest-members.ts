import type { Points } from '../../kernels/index.ts'

/** For each center the row of its cluster that is nearest to it; the first row of all where a cluster is empty. */
export function nearestMembers({ data, columnCount }: Points, labels: Int32Array, centers: Float64Array): Int32Array {
  const count = centers.length / columnCount
  const nearest = new Int32Array(count)
  const least = new Float64Array(count).fill(Infinity)
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!
    let sum = 0
    for (let column = 0; column < columnCount; column++) {
      const difference = data[row * columnCount + column]! - centers[label * columnCount + column]!
      sum += difference * difference
    }
    if (sum >= least[label]!) continue
    least[label] = sum
    nearest[label] = row
  }
  return nearest
}
