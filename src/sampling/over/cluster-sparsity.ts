import { breathe, type Context, log, pow } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'

const pairsPerSlice = 1 << 18

/** The mean distance between the points, raised to the exponent, divided by their number. */
export async function clusterSparsity(points: Points, exponent: 'auto' | number, context: Context): Promise<number> {
  const { rowCount } = points
  let sum = 0
  let waiting = 0
  for (let row = 0; row < rowCount; row++) {
    sum += distancesToLater(points, row)
    waiting += rowCount - row
    if (waiting < pairsPerSlice) continue
    waiting = 0
    await breathe(context, { stage: 'measuring clusters', done: row, total: rowCount })
  }
  const mean = (2 * sum) / (rowCount * rowCount - rowCount)
  const power = exponent === 'auto' ? pow(log(rowCount) / log(1.6), 1.8) * 0.16 : exponent
  return pow(mean, power) / rowCount
}

function distancesToLater({ data, rowCount, columnCount }: Points, row: number): number {
  const from = row * columnCount
  const end = from + columnCount
  let total = 0
  let at = end
  for (let other = row + 1; other < rowCount; other++) {
    let sum = 0
    for (let i = from; i < end; i++, at++) {
      const difference = data[i]! - data[at]!
      sum += difference * difference
    }
    total += Math.sqrt(sum)
  }
  return total
}
