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
  #values = 0
  /** Multiplications done so far. */
  work = 0

  /** `signs` are the ±1 of the rows, by position; the cache lets them change places with the rows. */
  constructor(rows: KernelRows, signs: Int8Array, bytes: number) {
    this.#rows = rows
    this.#signs = signs
    this.#mostValues = Math.max(bytes / 4, 2 * rows.rowCount)
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

  /** Lets pairs of rows, the lower first, and with them pairs of columns, change places, one pair after the other. */
  swap(pairs: readonly (readonly [number, number])[]): void {
    for (const [a, b] of pairs) {
      const rowA = this.#kept.get(a)
      const rowB = this.#kept.get(b)
      this.#kept.delete(a)
      this.#kept.delete(b)
      if (rowA) this.#kept.set(b, rowA)
      if (rowB) this.#kept.set(a, rowB)
      this.#rows.swap(a, b)
      const sign = this.#signs[a]!
      this.#signs[a] = this.#signs[b]!
      this.#signs[b] = sign
    }
    // Row by row, since each is a stretch of memory of its own.
    for (const row of this.#kept.values()) {
      const { values } = row
      for (const [a, b] of pairs) {
        if (row.length <= a) continue
        if (row.length > b) {
          const value = values[a]!
          values[a] = values[b]!
          values[b] = value
        } else row.length = a
      }
    }
  }

  #compute(i: number, from: number, to: number, values: Float32Array): void {
    const signs = this.#signs
    const fresh = this.#rows.values
    const own = signs[i]!
    this.#rows.ask(i)
    this.#rows.evaluate(this.#rows.squares[i]!, from, to)
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
