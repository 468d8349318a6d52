import type { Matrix, SparseMatrix } from '../../core/index.ts'

/** Writes one row of a matrix into a vector of all columns; gives its squared length. */
export function readQuery(X: Matrix | SparseMatrix, row: number, into: Float64Array): number {
  let square = 0
  if (X.format === 'csr') {
    into.fill(0)
    for (let at = X.starts[row]!; at < X.starts[row + 1]!; at++) {
      const value = X.data[at]!
      into[X.indices[at]!] = value
      square += value * value
    }
    return square
  }
  const width = into.length
  for (let j = 0, at = row * width; j < width; j++, at++) {
    const value = X.data[at]!
    into[j] = value
    square += value * value
  }
  return square
}
