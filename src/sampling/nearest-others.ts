import type { Context } from '../core/index.ts'
import { nearestNeighborsBetween, type Points } from '../kernels/index.ts'
import { densePoints } from './distances/densify.ts'
import { missingNeighbors } from './distances/missing-neighbors.ts'
import { hasMissing, type Space } from './distances/space.ts'
import { sparseNeighbors } from './distances/sparse-neighbors.ts'

/** Sparse rows of up to this many cells are written out: the kernels are then faster. */
const mostCells = 1 << 24

/**
 * For each given row of the points its k nearest other rows, `rows × k`: by distance, then by row. Missing cells are
 * measured around, see `missingNeighbors`; sparse rows give what the same rows written out would give.
 */
export async function nearestOthers(points: Space, rows: Int32Array, k: number, context: Context): Promise<Int32Array> {
  if (!('format' in points)) {
    if (!hasMissing(points.data)) return othersOf(points, rows, k, context)
    return (await missingNeighbors(points, rows, k, context)).indices
  }
  if (points.rowCount * points.columnCount > mostCells) return sparseNeighbors(points, rows, k, context)
  return othersOf(await densePoints(points, context), rows, k, context)
}

async function othersOf(points: Points, rows: Int32Array, k: number, context: Context): Promise<Int32Array> {
  const found = await nearestNeighborsBetween({ points, rows }, points, k + 1, context)
  const others = new Int32Array(rows.length * k)
  for (let query = 0; query < rows.length; query++) {
    let to = query * k
    for (let at = query * (k + 1); to < (query + 1) * k; at++) {
      if (found.indices[at]! !== rows[query]!) others[to++] = found.indices[at]!
    }
  }
  return others
}
