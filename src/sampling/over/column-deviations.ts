import type { Matrix } from '../../core/index.ts'
import { numpySum } from './numpy-sum.ts'

/** The mean of each column over the given rows, summed in the order of `np.mean(X[rows], axis=0)`. */
export function columnMeans(X: Matrix, rows: Int32Array): Float64Array {
  return sums(X, rows).map((sum) => sum / rows.length)
}

/** The mean of the cells that are there, by column; NaN where a column has none. */
export function knownMeans({ data, columns }: Matrix, rows: Int32Array): Float64Array {
  const width = columns.length
  return Float64Array.from({ length: width }, (_, column) => {
    const known = Float64Array.from(rows, (row) => data[row * width + column]!).filter((value) => !Number.isNaN(value))
    return (width === 1 ? numpySum(known) : known.reduce((sum, value) => sum + value, 0)) / known.length
  })
}

/** The standard deviation of each column over the given rows, of the population, bit for bit `np.std(X[rows], axis=0)`. */
export function columnDeviations(X: Matrix, rows: Int32Array): Float64Array {
  return sums(X, rows, columnMeans(X, rows)).map((sum) => Math.sqrt(sum / rows.length))
}

/** Column sums of the values, or of their squared distances from the means. NumPy adds row by row, but a lone column in blocks. */
function sums({ data, columns }: Matrix, rows: Int32Array, means?: Float64Array): Float64Array {
  const width = columns.length
  if (width === 1) {
    const values = Float64Array.from(rows, (row) => data[row]!)
    if (means) for (let row = 0; row < rows.length; row++) values[row] = (values[row]! - means[0]!) ** 2
    return Float64Array.of(numpySum(values))
  }
  const found = new Float64Array(width)
  if (means) addSquares(data, rows, means, found)
  else addValues(data, rows, found)
  return found
}

function addValues(data: Float64Array, rows: Int32Array, sums: Float64Array): void {
  const width = sums.length
  for (let row = 0; row < rows.length; row++) {
    const start = rows[row]! * width
    for (let column = 0; column < width; column++) sums[column]! += data[start + column]!
  }
}

function addSquares(data: Float64Array, rows: Int32Array, means: Float64Array, sums: Float64Array): void {
  const width = sums.length
  for (let row = 0; row < rows.length; row++) {
    const start = rows[row]! * width
    for (let column = 0; column < width; column++) {
      const difference = data[start + column]! - means[column]!
      sums[column]! += difference * difference
    }
  }
}
