import type { Context } from '../../core/index.ts'
import type { Points } from '../points.ts'
import { nearestTwo } from './nearest-two.ts'

/** For each point the center nearest to it; of centers equally near the first. All numbers must be finite. */
export async function nearestCenters(points: Points, centers: Points, context: Context): Promise<Int32Array> {
  const rows = new Int32Array(points.rowCount)
  for (let row = 0; row < rows.length; row++) rows[row] = row
  return (await nearestTwo(points, rows, centers, context)).first
}
