import type { Matrix } from '../../core/index.ts'

const bins = 64

/**
 * How well one column alone tells the class: each half of the rows is scored by the class rates that the other half
 * shows in the same bin (64 quantile bins of a number, or the level of a category; missing is a bin of its own).
 */
export function outOfHalfScores(X: Matrix, index: number, truth: Float64Array): Float64Array {
  const bin = X.columns[index]!.kind === 'category' ? levels(X, index) : quantileBins(X, index)
  const count = bin.reduce((most, value) => Math.max(most, value), 0) + 1
  const rows = [new Float64Array(count), new Float64Array(count)]
  const hits = [new Float64Array(count), new Float64Array(count)]
  let total = 0
  bin.forEach((value, row) => {
    rows[row & 1]![value]!++
    hits[row & 1]![value]! += truth[row]!
    total += truth[row]!
  })
  const prior = total / truth.length
  return Float64Array.from(bin, (value, row) => {
    const other = 1 - (row & 1)
    return (hits[other]![value]! + prior) / (rows[other]![value]! + 1)
  })
}

function levels(X: Matrix, index: number): Int32Array {
  const width = X.columns.length
  return Int32Array.from({ length: X.rowCount }, (_, row) => {
    const code = X.data[row * width + index]!
    return Number.isNaN(code) ? 0 : code + 1
  })
}

function quantileBins(X: Matrix, index: number): Int32Array {
  const width = X.columns.length
  const values = Float64Array.from({ length: X.rowCount }, (_, row) => X.data[row * width + index]!)
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const edges = [
    ...new Set(Array.from({ length: bins - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bins)])),
  ]
  return Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return 0
    let low = 0
    let high = edges.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (edges[middle]! <= value) low = middle + 1
      else high = middle
    }
    return low + 1
  })
}
