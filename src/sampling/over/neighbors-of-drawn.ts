import type { Context } from '../../core/index.ts'
import { nearestNeighbors } from '../../kernels/index.ts'
import { hasMissing, type Space } from '../distances/space.ts'
import { nearestOthers } from '../nearest-others.ts'
import { distinct } from './distinct.ts'

/** The neighbors of the rows that were drawn. */
export interface DrawnNeighbors {
  /** The `choice`-th nearest other row of the row at `position`. */
  of(position: number, choice: number): number
}

/** Searches only for rows that were drawn, where these are few; the result is the same as searching for all. */
export async function neighborsOfDrawn(
  points: Space,
  positions: Int32Array,
  k: number,
  context: Context,
): Promise<DrawnNeighbors> {
  const drawn = distinct(positions, points.rowCount)
  if (drawn.length * 2 >= points.rowCount && !('format' in points) && !hasMissing(points.data)) {
    const { indices } = await nearestNeighbors(points, k, context)
    return { of: (position, choice) => indices[position * k + choice]! }
  }
  const others = await nearestOthers(points, drawn, k, context)
  const slot = new Int32Array(points.rowCount)
  drawn.forEach((position, index) => {
    slot[position] = index
  })
  return { of: (position, choice) => others[slot[position]! * k + choice]! }
}
