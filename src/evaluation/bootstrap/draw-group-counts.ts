import { type Draw, drawMultiplicities } from './draw-multiplicities.ts'

/**
 * Draws whole groups, as `drawMultiplicities` does with the same seed, and gives the rows of each cell: sums of whole
 * numbers, so that figures are the same bits as from the multiplicities of the rows. A group counts once for each cell
 * that it has rows in, and not at all where it is not drawn, as a third of them are not.
 */
export function drawGroupCounts(
  seed: number | string,
  groupOf: Int32Array,
  cellOf: Int32Array,
  cellCount: number,
): Draw {
  let groups = 0
  for (const group of groupOf) groups = Math.max(groups, group + 1)
  const drawGroups = drawMultiplicities(seed, undefined)
  const times = new Float64Array(groups)
  const { ends, cells, counts } = cellsOfGroups(groupOf, groups, cellOf, cellCount)

  return (into) => {
    drawGroups(times)
    into.fill(0)
    for (let group = 0, at = 0; group < groups; group++) {
      const end = ends[group]!
      const drawn = times[group]!
      if (drawn > 0) for (; at < end; at++) into[cells[at]!]! += drawn * counts[at]!
      at = end
    }
  }
}

/** For each group the cells that it has rows in, and how many. */
function cellsOfGroups(groupOf: Int32Array, groups: number, cellOf: Int32Array, cellCount: number) {
  const starts = new Int32Array(groups + 1)
  for (const group of groupOf) starts[group + 1]!++
  for (let group = 0; group < groups; group++) starts[group + 1]! += starts[group]!
  const byGroup = new Int32Array(groupOf.length)
  for (let row = 0; row < groupOf.length; row++) byGroup[starts[groupOf[row]!]!++] = cellOf[row]!
  // Now `starts` says where each group ends.
  const ends = new Int32Array(groups)
  const cells = new Int32Array(groupOf.length)
  const counts = new Float64Array(groupOf.length)
  const place = new Int32Array(cellCount).fill(-1)
  let size = 0
  for (let group = 0, at = 0; group < groups; group++) {
    const first = size
    for (; at < starts[group]!; at++) {
      const cell = byGroup[at]!
      if (place[cell]! < first) {
        place[cell] = size
        cells[size++] = cell
      }
      counts[place[cell]!]!++
    }
    ends[group] = size
  }
  return { ends, cells: cells.slice(0, size), counts: counts.slice(0, size) }
}
