import {
  decodeFloats,
  encodeFloats,
  type Matrix,
  matrix,
  type SparseMatrix,
  sparseMatrix,
  takeRows,
  takeSparseRows,
} from '../../core/index.ts'

/** Rows of a matrix as plain JSON. */
export interface SavedRows {
  readonly data: string
  readonly starts: string | null
  readonly indices: string | null
}

/** Some rows of a matrix, to be saved. */
export function packRows(X: Matrix | SparseMatrix, rows: Int32Array): SavedRows {
  if (X.format === 'dense') return { data: encodeFloats(takeRows(X, rows).data), starts: null, indices: null }
  const { data, starts, indices } = takeSparseRows(X, rows)
  return {
    data: encodeFloats(data),
    starts: encodeFloats(Float64Array.from(starts)),
    indices: encodeFloats(Float64Array.from(indices)),
  }
}

/** The inverse of `packRows`. */
export function unpackRows({ data, starts, indices }: SavedRows, columnCount: number): Matrix | SparseMatrix {
  const cells = decodeFloats(data)
  if (starts === null || indices === null) return matrix(cells, columnCount)
  return sparseMatrix(Int32Array.from(decodeFloats(starts)), Int32Array.from(decodeFloats(indices)), cells, columnCount)
}
