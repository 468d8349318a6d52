import type { KernelRows } from './kernel-rows.ts'
import { ValuePool } from './value-pool.ts'

interface CachedRow {
  values: Float32Array
  /** So many values are known. */
  length: number
}

/**
 * Rows of the matrix k(x_i, x_j), computed when asked for and kept, the latest used, within a number of bytes. Values
 * are computed in float64 and kept in float32, as LIBSVM keeps them.
 */
export class RowCache {
  readonly #rows: KernelRows
  readonly #pool: ValuePool
  /** In the order of their last use. */
  readonly #kept = new Map<number, CachedRow>()
  /** Multiplications done so far. */
  work = 0

  constructor(rows: KernelRows, bytes: number) {
    this.#rows = rows
    this.#pool = new ValuePool(Math.max(bytes / 4, 3 * rows.rowCount))
  }

  /** Row i, at least its first `length` values. Good until the next row but one is asked for. */
  row(i: number, length: number): Float32Array {
    const found = this.#kept.get(i)
    if (found) {
      // Those used last stand last.
      this.#kept.delete(i)
      this.#kept.set(i, found)
      if (found.length >= length) return found.values
    }
    const from = found ? found.length : 0
    let values = found?.values
    if (!values || values.length < length) {
      values = this.#room(length, i)
      if (found) {
        values.set(found.values.subarray(0, from))
        this.#pool.give(found.values)
      }
    }
    this.#kept.set(i, { values, length })
    this.#compute(i, from, length, values)
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
    this.#rows.ask(i)
    this.#rows.evaluate(this.#rows.squares[i]!, from, to)
    values.set(this.#rows.values.subarray(from, to), from)
    this.work += this.#rows.cost * ((to - from) / this.#rows.rowCount)
  }

  /** An array for one more row; the rows that were not used for longest make room for it, but for row `i` itself. */
  #room(length: number, i: number): Float32Array {
    for (const [oldest, row] of this.#kept) {
      const values = this.#pool.take(length)
      if (values) return values
      if (oldest === i) break
      this.#kept.delete(oldest)
      this.#pool.give(row.values)
    }
    return this.#pool.take(length) ?? new Float32Array(length)
  }
}
