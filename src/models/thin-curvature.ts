import { rowFraction } from './row-fraction.ts'

/** So many rows a column tell how a sum over rows bends, within a few hundredths. */
const rowsPerColumn = 500
/** Every row stays with at least this chance, so that none that stays has to stand for too many. */
const leastChance = 1 / 16

/**
 * The curvatures of some of the rows, raised so that they stand for all: a row stays with a chance that grows with its
 * curvature, and one that stays is divided by that chance. A Hessian of them is about the whole one, at a fraction of
 * the price; good for directions and preconditioners, not for results. Which rows stay depends on nothing but their
 * numbers. Where rows are few for the columns, all stay: gives undefined.
 */
export function thinCurvature(curvature: Float64Array, columnCount: number): Float64Array | undefined {
  const count = curvature.length
  const wanted = rowsPerColumn * (columnCount + 1)
  if (wanted + leastChance * count > count / 2) return undefined
  let total = 0
  for (let row = 0; row < count; row++) total += curvature[row]!
  const share = total > 0 ? wanted / total : 0
  const thinned = new Float64Array(count)
  for (let row = 0; row < count; row++) {
    const own = curvature[row]!
    const chance = own * share + leastChance
    if (chance >= 1) thinned[row] = own
    else if (rowFraction(row) < chance) thinned[row] = own / chance
  }
  return thinned
}
