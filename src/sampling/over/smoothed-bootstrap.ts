import { breathe, type Context, type Matrix, pow, type Random } from '../../core/index.ts'
import { stackDense } from '../stack-rows.ts'
import { columnDeviations } from './column-deviations.ts'
import type { SyntheticRows } from './new-rows.ts'

const blockCells = 1 << 14

/**
 * New rows around drawn ones, of which the places among the rows of the class are given: each column moved by a normal
 * draw times the class's standard deviation times `shrinkage × (4 / ((columns + 2) × rows))^(1 / (columns + 4))`. The
 * rows of all classes count for `rows`. The normal draws are made where the rows are written, so that they never take
 * memory of their own.
 */
export function smoothedBootstrap(
  X: Matrix,
  classRows: Int32Array,
  drawn: Int32Array,
  shrinkage: number,
  random: Random,
  context: Context,
): SyntheticRows {
  const width = X.columns.length
  const constant = pow(4 / ((width + 2) * X.rowCount), 1 / (width + 4))
  const scales = columnDeviations(X, classRows).map((deviation) => shrinkage * constant * deviation)
  const block = Math.max(1, Math.floor(blockCells / width))

  async function fill(into: Float64Array): Promise<void> {
    // Side by side: each on a page of its own they would be slow to find, again and again.
    const { data } = await stackDense(X, classRows, 0, context)
    for (let start = 0; start < drawn.length; start += block) {
      await breathe(context, { stage: 'making rows', done: start, total: drawn.length })
      const rows = drawn.subarray(start, start + block)
      const cells = into.subarray(start * width, (start + rows.length) * width)
      moveRows(data, rows, random.randn(cells.length, cells), scales, cells)
    }
  }
  return { parentsPerRow: 1, parents: drawn.map((place) => classRows[place]!), fill, drawsLate: true }
}

function moveRows(
  from: Float64Array,
  rows: Int32Array,
  noise: Float64Array,
  scales: Float64Array,
  into: Float64Array,
): void {
  const width = scales.length
  let to = 0
  for (let row = 0; row < rows.length; row++) {
    const start = rows[row]! * width
    for (let column = 0; column < width; column++, to++) {
      into[to] = noise[to]! * scales[column]! + from[start + column]!
    }
  }
}
