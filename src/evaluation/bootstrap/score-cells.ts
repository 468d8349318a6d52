import type { RankedRows } from './ranked-rows.ts'

/** The rows are gathered in about so many runs of neighbors. */
const finest = 4096

/** Runs of neighboring scores as if they were rows, two each: its positive rows and its other rows. */
export interface ScoreCells extends RankedRows {
  /** How many rows each stands for. */
  readonly counts: Float64Array
  /** In which of them each ranked row stands. */
  readonly cellOf: Int32Array
}

/**
 * Gathers ranked rows in runs, so that a resample costs a pass over some thousand cells however many rows there are.
 * Rows of one score stay together and no run crosses the cut or the edge of a bin, so that figures of decisions stay
 * exact. Where there are up to 4,096 positive rows none shares its run with another score, so that average precision and
 * the area under the ROC curve stay exact too; with more, the scores of a run count as tied, which moves them less than
 * one in ten thousand. Losses are the means of each class within a run.
 */
export function gatherCells({
  positive,
  score,
  surprise,
  away,
  bin,
  bins,
  cut,
}: RankedRows & { readonly score: Float64Array }): ScoreCells {
  const rowCount = score.length
  const largest = Math.ceil(rowCount / finest)
  let positives = 0
  for (let at = 0; at < rowCount; at++) positives += positive[at]!
  const exact = positives <= finest
  const counts: number[] = []
  const surprises: number[] = []
  const aways: number[] = []
  const spreads: number[] = []
  const bounds: number[] = []
  const cellBin: number[] = []
  const cellOf = new Int32Array(rowCount)
  let cellCut = 0

  function close(start: number, end: number): void {
    for (const kind of [1, 0]) {
      let count = 0
      let surprised = 0
      let drift = 0
      let squares = 0
      for (let at = start; at < end; at++) {
        if (positive[at] !== kind) continue
        count++
        cellOf[at] = counts.length
        surprised += surprise[at]!
        drift += away[at]!
        squares += away[at]! * away[at]!
      }
      counts.push(count)
      surprises.push(count === 0 ? 0 : surprised / count)
      aways.push(count === 0 ? 0 : drift / count)
      spreads.push(drift === 0 ? 0 : squares / drift)
      cellBin.push(bin[start]!)
    }
    bounds.push(counts.length)
    if (end === cut) cellCut = counts.length
  }

  let start = 0
  let holdsPositive = false
  for (let at = 0; at < rowCount; ) {
    let next = at
    let here = false
    for (; next < rowCount && score[next] === score[at]; next++) here ||= positive[next] === 1
    const apart = bin[at] !== bin[start] || at === cut || next - start > largest || (exact && (here || holdsPositive))
    if (apart && at > start) {
      close(start, at)
      start = at
      holdsPositive = false
    }
    holdsPositive ||= here
    at = next
  }
  close(start, rowCount)
  return {
    counts: Float64Array.from(counts),
    cellOf,
    positive: Uint8Array.from(counts, (_, cell) => 1 - (cell % 2)),
    surprise: Float64Array.from(surprises),
    away: Float64Array.from(aways),
    spread: Float64Array.from(spreads),
    bin: Uint8Array.from(cellBin),
    bins,
    cut: cellCut,
    ends: Int32Array.from(bounds),
    hasPositive: Uint8Array.from(bounds, (end) => (counts[end - 2]! > 0 ? 1 : 0)),
  }
}
