import { binThresholds } from './bin-thresholds.ts'

/** How the cells of one column become bins. The bin after the last one is for missing cells. */
export interface BinnedColumn {
  /** How many bins there are for cells that are not missing. */
  readonly binCount: number
  readonly hasMissing: boolean
  /** Of a column of numbers: the upper border of each bin but the last. */
  readonly thresholds: Float64Array | undefined
  /** Of a column of categories: the bin of each level; levels that no row has get the bin of missing cells. */
  readonly levelBins: Uint8Array | undefined
}

/** The bins of a column of numbers; `sample` are the places of the cells from which the borders are found. */
export function numberColumn(
  cells: Float64Array,
  weights: Float64Array | undefined,
  sample: Int32Array | undefined,
  maxBins: number,
): BinnedColumn {
  const hasMissing = anyMissing(cells)
  const thresholds = binThresholds(weights ? sortBoth(cells, weights, sample) : sortOne(cells, sample), maxBins)
  return { binCount: thresholds.length + 1, hasMissing, thresholds, levelBins: undefined }
}

/**
 * The bins of a column of categories: a bin a level; where there are more than `maxBins` levels, the rarest share the
 * last one.
 */
export function categoryColumn(cells: Float64Array, levelCount: number, maxBins: number): BinnedColumn {
  const counts = new Int32Array(levelCount)
  let missing = 0
  for (const code of cells) {
    if (code >= 0 && code < levelCount) counts[code]!++
    else missing++
  }
  const seen = [...counts.keys()].filter((code) => counts[code]! > 0)
  const kept =
    seen.length <= maxBins ? seen : seen.sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, maxBins - 1)
  const binCount = Math.max(1, Math.min(seen.length, maxBins))
  const levelBins = new Uint8Array(levelCount).fill(binCount)
  if (seen.length > maxBins) for (const code of seen) levelBins[code] = maxBins - 1
  for (const [bin, code] of kept.sort((a, b) => a - b).entries()) levelBins[code] = bin
  return { binCount, hasMissing: missing > 0, thresholds: undefined, levelBins }
}

/** Writes the bin of every cell. */
export function binCells(column: BinnedColumn, cells: Float64Array, bins: Uint8Array): void {
  const { binCount, thresholds, levelBins } = column
  if (levelBins) {
    for (let at = 0; at < cells.length; at++) {
      const code = cells[at]!
      bins[at] = code >= 0 && code < levelBins.length ? levelBins[code]! : binCount
    }
    return
  }
  // Padded to a power of two, so that the search takes the same steps for every cell.
  let size = 1
  while (size <= thresholds!.length) size *= 2
  const borders = new Float64Array(size).fill(Infinity)
  borders.set(thresholds!)
  for (let at = 0; at < cells.length; at++) {
    const value = cells[at]!
    let bin = 0
    for (let half = size >> 1; half > 0; half >>= 1) bin += value > borders[bin + half - 1]! ? half : 0
    bins[at] = Number.isNaN(value) ? binCount : bin
  }
}

function sortOne(cells: Float64Array, sample: Int32Array | undefined) {
  const values = sample ? Float64Array.from(sample, (at) => cells[at]!) : cells.slice()
  // NaN stands last.
  values.sort()
  return { values: values.subarray(0, firstMissing(values)), weights: undefined }
}

/** Each distinct value once, with the weight of all its rows: a comparing sort of rows would take five times as long. */
function sortBoth(cells: Float64Array, weights: Float64Array, sample: Int32Array | undefined) {
  const { values: all } = sortOne(cells, sample)
  const values = all.filter((value, at) => at === 0 || value !== all[at - 1])
  const sums = new Float64Array(values.length)
  const count = sample ? sample.length : cells.length
  for (let i = 0; i < count; i++) {
    const at = sample ? sample[i]! : i
    const value = cells[at]!
    if (Number.isNaN(value)) continue
    let low = 0
    for (let high = values.length - 1; low < high; ) {
      const middle = (low + high) >> 1
      if (values[middle]! < value) low = middle + 1
      else high = middle
    }
    sums[low] = sums[low]! + weights[at]!
  }
  return { values, weights: sums }
}

function firstMissing(sorted: Float64Array): number {
  let end = sorted.length
  while (end > 0 && Number.isNaN(sorted[end - 1])) end--
  return end
}

function anyMissing(cells: Float64Array): boolean {
  for (let at = 0; at < cells.length; at++) if (Number.isNaN(cells[at])) return true
  return false
}
