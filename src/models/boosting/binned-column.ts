import { sortNumbers } from '../../evaluation/index.ts'
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
  const steps = borderSteps(thresholds!)
  if (steps) binByStep(thresholds!, steps, cells, bins)
  else binByHalves(thresholds!, cells, bins)
  // Rows that are judged may have missing cells where those of training have none.
  for (let at = 0; at < cells.length; at++) if (Number.isNaN(cells[at])) bins[at] = binCount
}

const stepCount = 2048
/** With more borders than this in one step, halving is faster. */
const crowd = 12

/** For each of equal steps from the first border to the last: how many borders lie in the steps before it. */
function borderSteps(borders: Float64Array): Uint8Array | undefined {
  const least = borders[0]!
  const scale = (stepCount - 1) / (borders[borders.length - 1]! - least)
  if (!(scale > 0 && scale < Infinity)) return undefined
  const counts = new Uint8Array(stepCount)
  for (const border of borders) {
    const step = Math.floor((border - least) * scale)
    counts[step]!++
    if (counts[step]! > crowd) return undefined
  }
  let before = 0
  return counts.map((count) => {
    before += count
    return before - count
  })
}

/** Differences and products of floats rise with the value: a border of a step before that of a value is below it. */
function binByStep(borders: Float64Array, steps: Uint8Array, cells: Float64Array, bins: Uint8Array): void {
  const least = borders[0]!
  const most = borders[borders.length - 1]!
  const scale = (stepCount - 1) / (most - least)
  for (let at = 0; at < cells.length; at++) {
    const value = cells[at]!
    if (value > most) bins[at] = borders.length
    else if (value > least) {
      let bin = steps[((value - least) * scale) | 0]!
      while (value > borders[bin]!) bin++
      bins[at] = bin
    } else bins[at] = 0
  }
}

/** Padded to a power of two, so that the search takes the same steps for every cell. */
function binByHalves(thresholds: Float64Array, cells: Float64Array, bins: Uint8Array): void {
  let size = 1
  while (size <= thresholds.length) size *= 2
  const borders = new Float64Array(size).fill(Infinity)
  borders.set(thresholds)
  for (let at = 0; at < cells.length; at++) {
    const value = cells[at]!
    let bin = 0
    for (let half = size >> 1; half > 0; half >>= 1) bin += value > borders[bin + half - 1]! ? half : 0
    bins[at] = bin
  }
}

function sortOne(cells: Float64Array, sample: Int32Array | undefined) {
  const values = new Float64Array(sample ? sample.length : cells.length)
  let count = 0
  for (let i = 0; i < values.length; i++) {
    const value = cells[sample ? sample[i]! : i]!
    if (!Number.isNaN(value)) values[count++] = value
  }
  const known = values.subarray(0, count)
  sortNumbers(known)
  return { values: known, weights: undefined }
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

function anyMissing(cells: Float64Array): boolean {
  for (let at = 0; at < cells.length; at++) if (Number.isNaN(cells[at])) return true
  return false
}
