import { type SparseMatrix, sparseMatrix } from '../core/index.ts'

/** Builds a sparse matrix row by row from column–value pairs in any order; columns must not repeat within a row. */
export class RowBuilder {
  filled = 0
  indices: Int32Array
  data: Float64Array
  private readonly starts: Int32Array
  private row = 0
  private rowStart = 0
  private order = new Float64Array(256)

  constructor(rowCount: number, expected: number) {
    this.starts = new Int32Array(rowCount + 1)
    this.indices = new Int32Array(Math.max(16, expected))
    this.data = new Float64Array(Math.max(16, expected))
  }

  push(column: number, value: number): void {
    if (this.filled === this.data.length) this.grow()
    this.indices[this.filled] = column
    this.data[this.filled++] = value
  }

  /** Sorts the row by column, ends it and returns where it starts. */
  endRow(): number {
    const start = this.rowStart
    const count = this.filled - start
    if (count <= 48) this.insertionSort(start)
    else this.sortByKey(start, count)
    this.rowStart = this.filled
    this.starts[++this.row] = this.filled
    return start
  }

  finish(columnCount: number): SparseMatrix<never> {
    return sparseMatrix(this.starts, this.indices.slice(0, this.filled), this.data.slice(0, this.filled), columnCount)
  }

  private insertionSort(start: number): void {
    const { indices, data, filled } = this
    for (let at = start + 1; at < filled; at++) {
      const column = indices[at]!
      const value = data[at]!
      let hole = at
      while (hole > start && indices[hole - 1]! > column) {
        indices[hole] = indices[hole - 1]!
        data[hole] = data[hole - 1]!
        hole--
      }
      indices[hole] = column
      data[hole] = value
    }
  }

  /** Column and place in one number, so that the built-in sort needs no comparison function. */
  private sortByKey(start: number, count: number): void {
    if (this.order.length < count) this.order = new Float64Array(count * 2)
    const keys = this.order.subarray(0, count)
    for (let at = 0; at < count; at++) keys[at] = this.indices[start + at]! * 0x200000 + at
    keys.sort()
    const values = this.data.slice(start, start + count)
    for (let at = 0; at < count; at++) {
      const column = Math.floor(keys[at]! / 0x200000)
      this.indices[start + at] = column
      this.data[start + at] = values[keys[at]! - column * 0x200000]!
    }
  }

  private grow(): void {
    const indices = new Int32Array(this.indices.length * 2)
    const data = new Float64Array(this.data.length * 2)
    indices.set(this.indices)
    data.set(this.data)
    this.indices = indices
    this.data = data
  }
}
