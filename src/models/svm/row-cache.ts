import type { KernelRows } from '../../kernels/index.ts'

interface CachedRow {
  values: Float32Array
  /** So many values are known. */
  length: number
}

/**
 * Rows of the matrix Q_ij = y_i y_j k(x_i, x_j), computed when asked for and kept, the latest used, within a number
 * of bytes. Values are computed in float64 and kept in float32, as LIBSVM keeps them.
 */
export class RowCache {
  readonly #rows: KernelRows
  readonly #signs: Int8Array
  readonly #mostValues: number
  /** In the order of their last use. */
  readonly #kept = new Map<number, CachedRow>()
  readonly #query: Float64Array
  readonly #fresh: Float64Array
  #values = 0
  /** Multiplications done so far. */
  work = 0

  /** `signs` are the ±1 of the rows, by position; the cache lets them change places with the rows. */
  constructor(rows: KernelRows, signs: Int8Array, bytes: number) {
    this.#rows = rows
    this.#signs = signs
    this.#mostValues = Math.max(bytes / 4, 2 * rows.rowCount)
    this.#query = new Float64Array(rows.columnCount)
    this.#fresh = new Float64Array(rows.rowCount + 8)
  }

  /** Row i, at least its first `length` values. Good until the next row but one is asked for. */
  row(i: number, length: number): Float32Array {
    const found = this.#kept.get(i)
    if (found && found.length >= length) {
      this.#kept.delete(i)
      this.#kept.set(i, found)
      return found.values
    }
    const from = found ? found.length : 0
    const values = new Float32Array(length)
    if (found) {
      values.set(found.values.subarray(0, from))
      this.#forget(i, found)
    }
    this.#makeRoom(length)
    this.#compute(i, from, length, values)
    this.#kept.set(i, { values, length })
    this.#values += length
    return values
  }

  /** Lets two rows, and with them two columns, change places. */
  swap(a: number, b: number): void {
    const rowA = this.#kept.get(a)
    const rowB = this.#kept.get(b)
    this.#kept.delete(a)
    this.#kept.delete(b)
    if (rowA) this.#kept.set(b, rowA)
    if (rowB) this.#kept.set(a, rowB)
    const low = Math.min(a, b)
    const high = Math.max(a, b)
    for (const row of this.#kept.values()) {
      if (row.length <= low) continue
      if (row.length > high) {
        const value = row.values[low]!
        row.values[low] = row.values[high]!
        row.values[high] = value
      } else row.length = low
    }
    this.#rows.swap(a, b)
    const sign = this.#signs[a]!
    this.#signs[a] = this.#signs[b]!
    this.#signs[b] = sign
  }

  #compute(i: number, from: number, to: number, values: Float32Array): void {
    const signs = this.#signs
    const fresh = this.#fresh
    const own = signs[i]!
    this.#rows.copyRow(i, this.#query)
    this.#rows.evaluate(this.#query, this.#rows.squares[i]!, from, to, fresh)
    for (let j = from; j < to; j++) values[j] = own * signs[j]! * fresh[j]!
    this.work += this.#rows.cost * ((to - from) / this.#rows.rowCount)
  }

  #makeRoom(values: number): void {
    for (const [i, row] of this.#kept) {
      if (this.#values + values <= this.#mostValues) return
      this.#forget(i, row)
    }
  }

  #forget(i: number, row: CachedRow): void {
    this.#values -= row.values.length
    this.#kept.delete(i)
  }
}
