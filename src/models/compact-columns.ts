import { breathe, type Context } from '../core/index.ts'
import type { Design } from './design.ts'

/** A design with fewer columns, and the way back from its coefficients to those of the whole. */
export interface CompactDesign {
  readonly design: Design
  /** Feature-major coefficients, `(columns + 1) × width`, of the columns as they were. */
  expand(coefficients: Float64Array, width: number): Float64Array
}

/** So many coefficients are near at hand for a processor wherever they stand. */
const fewColumns = 2048

/**
 * Makes a sparse design of many columns quick to work on: columns that are used most come first, so that their
 * coefficients stand together and stay in the cache, and all columns that are non-zero in the same single row, as most
 * word pairs of a text are, become one.
 *
 * Under an L2 penalty the best coefficients of such lone columns are proportional to their values a_j, so that one
 * column of the value √Σ a_j² takes their place: the optimum, the penalty and the length of the gradient stay the same.
 * Columns that are empty get the coefficient 0.
 */
export async function compactColumns(design: Design, context: Context): Promise<CompactDesign> {
  const { rowCount, columnCount, starts, indices, values } = design
  const uses = new Int32Array(columnCount)
  for (let at = 0; at < indices.length; at++) if (values[at] !== 0) uses[indices[at]!]!++
  let lone = 0
  for (let j = 0; j < columnCount; j++) if (uses[j]! <= 1) lone++
  if (design.cells || (columnCount <= fewColumns && lone < columnCount / 4)) {
    return { design, expand: (coefficients) => coefficients }
  }

  const placeOf = new Int32Array(columnCount).fill(-1)
  const shares = new Float64Array(columnCount)
  let columns = 0
  const frequent = byUse(uses)
  for (; columns < frequent.length; columns++) {
    shares[frequent[columns]!] = 1
    placeOf[frequent[columns]!] = columns
  }
  const newStarts = new Int32Array(rowCount + 1)
  const newIndices = new Int32Array(indices.length)
  const newValues = new Float64Array(indices.length)
  let filled = 0
  for (let row = 0; row < rowCount; row++) {
    if (row % 4096 === 0) await breathe(context, { stage: 'read', done: row, total: rowCount })
    let squares = 0
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const value = values[at]!
      if (value === 0) continue
      if (uses[indices[at]!] === 1) squares += value * value
      else {
        newIndices[filled] = placeOf[indices[at]!]!
        newValues[filled++] = value
      }
    }
    if (squares > 0) {
      const length = Math.sqrt(squares)
      for (let at = starts[row]!; at < starts[row + 1]!; at++) {
        const j = indices[at]!
        if (uses[j] !== 1 || values[at] === 0) continue
        placeOf[j] = columns
        shares[j] = values[at]! / length
      }
      newIndices[filled] = columns++
      newValues[filled++] = length
    }
    newStarts[row + 1] = filled
  }
  const compact: Design = {
    ...design,
    columnCount: columns,
    starts: newStarts,
    indices: newIndices.subarray(0, filled),
    values: newValues.subarray(0, filled),
  }

  function expand(coefficients: Float64Array, width: number): Float64Array {
    const whole = new Float64Array((columnCount + 1) * width)
    for (let j = 0; j < columnCount; j++) {
      if (placeOf[j]! < 0) continue
      for (let k = 0; k < width; k++) whole[j * width + k] = shares[j]! * coefficients[placeOf[j]! * width + k]!
    }
    whole.set(coefficients.subarray(columns * width), columnCount * width)
    return whole
  }
  return { design: compact, expand }
}

/** The columns that at least two rows use, most used first, equals in their order. */
function byUse(uses: Int32Array): Int32Array {
  let most = 0
  for (let j = 0; j < uses.length; j++) if (uses[j]! > most) most = uses[j]!
  // Where the columns of so many uses begin: behind all that have more.
  const starts = new Int32Array(most + 2)
  for (let j = 0; j < uses.length; j++) if (uses[j]! >= 2) starts[most - uses[j]! + 1]!++
  for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!
  const result = new Int32Array(starts[most + 1]!)
  for (let j = 0; j < uses.length; j++) if (uses[j]! >= 2) result[starts[most - uses[j]!]!++] = j
  return result
}
