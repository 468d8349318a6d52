import { type Context, log, pow } from '../../core/index.ts'
import { type Points, sumDistances } from '../../kernels/index.ts'

/** The mean distance between the points, raised to the exponent, divided by their number. */
export async function clusterSparsity(points: Points, exponent: 'auto' | number, context: Context): Promise<number> {
  const { rowCount } = points
  const sum = await sumDistances(points, context)
  const mean = (2 * sum) / (rowCount * rowCount - rowCount)
  const power = exponent === 'auto' ? pow(log(rowCount) / log(1.6), 1.8) * 0.16 : exponent
  return pow(mean, power) / rowCount
}
