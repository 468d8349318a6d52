/** A row of the kernel in memory. */
export interface KeptRow {
  /** In bytes. */
  readonly address: number
  /** So many values are known. */
  length: number
}

/**
 * Places for rows of float32 in a stretch of memory: when all are taken, the row goes that is least likely to be asked
 * for again.
 */
export class RowSlots {
  readonly #memory: Uint8Array
  readonly #start: number
  readonly #bytes: number
  readonly #worth: (position: number) => number
  /** By position. */
  #kept = new Map<number, KeptRow>()
  /** Bytes a row. */
  #stride: number
  #next = 0

  /** Room from `start` on for at least three rows of `length` values; `worth` says how likely a row is to be asked for. */
  constructor(memory: Uint8Array, start: number, bytes: number, length: number, worth: (position: number) => number) {
    this.#memory = memory
    this.#start = start
    this.#bytes = bytes
    this.#stride = strideOf(length)
    this.#worth = worth
  }

  find(position: number): KeptRow | undefined {
    return this.#kept.get(position)
  }

  /**
   * The row at a position, with room for `length` values; when it is new, nothing of it is known. The row at `beside`
   * stays.
   */
  take(position: number, length: number, beside = -1): KeptRow {
    const found = this.#kept.get(position)
    if (strideOf(length) > this.#stride) this.#forgetAll(strideOf(length))
    else if (found) return found
    const row = { address: this.#room(beside), length: 0 }
    this.#kept.set(position, row)
    return row
  }

  /** Lets positions change places, given what becomes of the length that is known of each row. */
  swap(pairs: readonly (readonly [number, number])[], within: (row: KeptRow) => number): void {
    for (const [a, b] of pairs) {
      const rowA = this.#kept.get(a)
      const rowB = this.#kept.get(b)
      this.#kept.delete(a)
      this.#kept.delete(b)
      if (rowA) this.#kept.set(b, rowA)
      if (rowB) this.#kept.set(a, rowB)
    }
    for (const row of this.#kept.values()) row.length = within(row)
  }

  /** Where rows have become much shorter, makes room for more of them. */
  shorten(length: number): void {
    const stride = strideOf(length)
    if (stride * 2 > this.#stride) return
    const before = this.#kept
    const moved = new Map<KeptRow, KeptRow>()
    let end = this.#start
    for (const row of [...before.values()].sort((a, b) => a.address - b.address)) {
      if (row.length < length) continue
      this.#memory.copyWithin(end, row.address, row.address + stride)
      moved.set(row, { address: end, length })
      end += stride
    }
    this.#forgetAll(stride)
    this.#next = moved.size
    for (const [position, row] of before) {
      const kept = moved.get(row)
      if (kept) this.#kept.set(position, kept)
    }
  }

  #forgetAll(stride: number): void {
    this.#kept = new Map()
    this.#next = 0
    this.#stride = stride
  }

  #room(beside: number): number {
    if ((this.#next + 1) * this.#stride <= this.#bytes) return this.#start + this.#next++ * this.#stride
    let least = Infinity
    let leaving = -1
    for (const position of this.#kept.keys()) {
      const worth = this.#worth(position)
      if (worth >= least || position === beside) continue
      least = worth
      leaving = position
    }
    const { address } = this.#kept.get(leaving)!
    this.#kept.delete(leaving)
    return address
  }
}

/** Whole panels of 8. */
function strideOf(length: number): number {
  return ((length + 7) >> 3) * 32
}
