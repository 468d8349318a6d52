import type { ScreenLayout } from './screen-memory.ts'

/** Which rows of the kernel are kept as estimates, and where: those used last, as many as there is room for. */
export class KeptEstimates {
  /** So many rows may be placed at once. */
  readonly most: number
  readonly #places: Int32Array
  readonly #cache: number
  readonly #rowBytes: number
  /** Addresses by row, in the order of their last use. */
  readonly #kept = new Map<number, number>()

  constructor(buffer: ArrayBuffer, { kept, mostPast, cache, mostKept, rowBytes }: ScreenLayout) {
    this.#places = new Int32Array(buffer, kept, mostPast * 2)
    this.#cache = cache
    this.#rowBytes = rowBytes
    // A step adds two.
    this.most = mostKept - 2
  }

  /** Entries by row, those of rows that are not kept first, so that they are computed in pairs. */
  unknownFirst(entries: ReadonlyMap<number, number>): [row: number, factor: number][] {
    const all = [...entries]
    return [...all.filter(([row]) => !this.#kept.has(row)), ...all.filter(([row]) => this.#kept.has(row))]
  }

  /** Gives each row a place, for assembly/estimates.ts; gives how many are not known there. */
  place(entries: readonly (readonly [row: number, factor: number])[]): number {
    for (const [row] of entries) {
      const address = this.#kept.get(row)
      if (address === undefined) continue
      // Those used last stand last.
      this.#kept.delete(row)
      this.#kept.set(row, address)
    }
    let unknown = 0
    for (const [number, [row]] of entries.entries()) {
      const before = this.#kept.get(row)
      const address = before ?? this.#room()
      if (before === undefined) {
        this.#kept.set(row, address)
        unknown++
      }
      this.#places[number * 2] = address
      this.#places[number * 2 + 1] = before === undefined ? 0 : 1
    }
    return unknown
  }

  /** So many rows are needed once only. */
  placeNowhere(count: number): void {
    this.#places.fill(0, 0, count * 2)
  }

  /** Positions or rows in sight have changed. */
  forget(): void {
    this.#kept.clear()
  }

  #room(): number {
    if (this.#kept.size < this.most + 2) return this.#cache + this.#kept.size * this.#rowBytes
    for (const [row, address] of this.#kept) {
      this.#kept.delete(row)
      return address
    }
    return this.#cache
  }
}
