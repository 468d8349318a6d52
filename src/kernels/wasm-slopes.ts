import { findFirst, type KernelSlopes, type RowAddition } from './kernel-slopes.ts'
import { type KeptRow, RowSlots } from './row-slots.ts'
import { mostAdditions, type SlopeLayout } from './slope-memory.ts'
import type { WasmMemory } from './web-assembly.ts'

/** The parts of assembly/slopes.ts; addresses in bytes. */
export interface SlopeKernel {
  openSlopes(field: number): void
  readQuery(position: number, query: number): void
  findSecond(first: number, highest: number, active: number, query: number, row: number, state: number): number
  move(
    active: number,
    queryI: number,
    rowI: number,
    stateI: number,
    byI: number,
    queryJ: number,
    rowJ: number,
    stateJ: number,
    byJ: number,
  ): number
  addRow(target: number, row: number, start: number, factor: number, from: number, to: number): void
  addRows(
    queries: number,
    queryBytes: number,
    count: number,
    kept: number,
    additions: number,
    additionCount: number,
    tile: number,
    rows: number,
    from: number,
    to: number,
  ): void
  swapPlaces(pairs: number, count: number): void
  swapInRow(row: number, length: number, pairs: number, count: number): number
}

/** What is known of a row of the kernel. */
const unknown = 0
const marked = 1
const known = 2
/** So many multiplications in one call of `addRows` take some milliseconds. */
const budget = 10_000_000

/** The slopes in a memory of WebAssembly, laid out and filled. */
export class WasmSlopes implements KernelSlopes {
  readonly rowCount: number
  readonly slopes: Float64Array
  readonly fromBounds: Float64Array
  readonly rise: Float64Array
  readonly fall: Float64Array
  readonly diagonal: Float64Array
  readonly chosen = { first: -1, highest: -Infinity, second: -1, lowest: -Infinity, likeness: 0 }
  work = 0
  readonly #wasm: SlopeKernel
  readonly #layout: SlopeLayout
  readonly #buffer: ArrayBuffer
  readonly #slots: RowSlots
  readonly #falling: Uint8Array
  readonly #marks: Uint8Array
  readonly #found: Float64Array
  readonly #cost: number
  /** The position whose row is known where panels are marked; −1 for none. */
  #marked = -1

  constructor(wasm: SlopeKernel, { buffer }: WasmMemory, layout: SlopeLayout, rowCount: number) {
    const view = (address: number) => new Float64Array(buffer, address, rowCount)
    this.rowCount = rowCount
    this.slopes = view(layout.slopes)
    this.fromBounds = view(layout.fromBounds)
    this.rise = view(layout.rise)
    this.fall = view(layout.fall)
    this.diagonal = view(layout.diagonal)
    this.#wasm = wasm
    this.#layout = layout
    this.#buffer = buffer
    this.#slots = new RowSlots(new Uint8Array(buffer), layout.cache, layout.cacheBytes, rowCount, (position) =>
      this.#worth(position),
    )
    this.#falling = new Uint8Array(buffer, layout.falling, (rowCount + 7) >> 3)
    this.#marks = new Uint8Array(buffer, layout.marks, (rowCount + 7) >> 3)
    this.#found = new Float64Array(buffer, layout.field + 16, 3)
    this.#cost = 10 + Math.floor(layout.queryBytes / 20)
    wasm.openSlopes(layout.field)
  }

  allow(position: number, mayRise: boolean, mayFall: boolean): void {
    const before = this.fall[position] === 0
    this.rise[position] = mayRise ? 0 : -Infinity
    this.fall[position] = mayFall ? 0 : -Infinity
    if (before !== mayFall) this.#falling[position >> 3]! += mayFall ? 1 : -1
  }

  findFirst(active: number): void {
    findFirst(this, active)
  }

  findSecond(active: number): void {
    this.#forgetMarks()
    const { chosen } = this
    const { queries } = this.#layout
    const { first } = chosen
    const row = this.#slots.take(first, active)
    const state = row.length >= active ? known : unknown
    if (state === unknown) {
      this.#wasm.readQuery(first, queries)
      row.length = 0
      this.#marked = first
    }
    chosen.second = this.#wasm.findSecond(first, chosen.highest, active, queries, row.address, state)
    chosen.lowest = this.#found[1]!
    chosen.likeness = this.#found[2]!
    this.work += 3 * active
  }

  move(byFirst: number, bySecond: number, active: number): void {
    const { chosen } = this
    const { queries, queryBytes } = this.#layout
    const { first, second } = chosen
    const rowI = this.#slots.take(first, active)
    const rowJ = this.#slots.take(second, active, first)
    const stateI = rowI.length >= active ? known : this.#marked === first ? marked : unknown
    const stateJ = rowJ.length >= active ? known : unknown
    if (stateI === unknown) this.#wasm.readQuery(first, queries)
    if (stateJ === unknown) this.#wasm.readQuery(second, queries + queryBytes)
    chosen.first = this.#wasm.move(
      active,
      queries,
      rowI.address,
      stateI,
      byFirst,
      queries + queryBytes,
      rowJ.address,
      stateJ,
      bySecond,
    )
    chosen.highest = this.#found[0]!
    if (stateI !== known) this.#know(rowI, active)
    if (stateJ !== known) this.#know(rowJ, active)
    if (stateI === marked) this.#marked = -1
    this.work += 3 * active
  }

  #know(row: KeptRow, active: number): void {
    row.length = active
    this.work += active * this.#cost
  }

  addToBounds(position: number, factor: number, active: number): void {
    const row = this.#slots.find(position)!
    this.#wasm.addRow(this.#layout.fromBounds, row.address, 0, factor, 0, active)
    this.work += active
  }

  async addRows(
    additions: readonly RowAddition[],
    from: number,
    to: number,
    pause: () => Promise<void>,
  ): Promise<void> {
    const { queries, queryBytes, batch, batchKept, batchAdditions, batchRows, tile } = this.#layout
    const kept = new Int32Array(this.#buffer, batchKept, batch)
    const words = new Int32Array(this.#buffer, batchAdditions, mostAdditions * 4)
    const factors = new Float64Array(this.#buffer, batchAdditions, mostAdditions * 2)
    for (let next = 0; next < additions.length; ) {
      const places = new Map<number, number>()
      let count = 0
      for (; next < additions.length && count < mostAdditions; next++, count++) {
        const { position, factor, target } = additions[next]!
        let place = places.get(position)
        if (place === undefined) {
          if (places.size === batch) break
          place = places.size
          places.set(position, place)
          const row = this.#slots.find(position)
          kept[place] = row && row.length >= to ? row.address : 0
          if (kept[place] === 0) this.#wasm.readQuery(position, queries + (2 + place) * queryBytes)
        }
        words[count * 4] = place
        words[count * 4 + 1] = this.#layout[target]
        factors[count * 2 + 1] = factor
      }
      const perRow = places.size * this.#cost + count
      const step = Math.max(1, Math.floor(budget / (perRow * tile * 8))) * tile * 8
      for (let start = from; start < to; ) {
        // Tiles begin where panels do.
        const end = Math.min(to, ((start >> 3) << 3) + step)
        this.#wasm.addRows(
          queries + 2 * queryBytes,
          queryBytes,
          places.size,
          batchKept,
          batchAdditions,
          count,
          tile,
          batchRows,
          start,
          end,
        )
        this.work += (end - start) * perRow
        start = end
        await pause()
      }
    }
  }

  swap(pairs: readonly (readonly [number, number])[], active: number): void {
    this.#forgetMarks()
    const { pairs: at } = this.#layout
    const flat = new Int32Array(this.#buffer, at, pairs.length * 2)
    for (const [index, [a, b]] of pairs.entries()) {
      flat[index * 2] = a
      flat[index * 2 + 1] = b
    }
    this.#wasm.swapPlaces(at, pairs.length)
    this.#slots.swap(pairs, ({ address, length }) => this.#wasm.swapInRow(address, length, at, pairs.length))
    this.#slots.shorten(active)
  }

  /** How near a row is to being chosen: 0 for the steepest ways up and down, less for others. */
  #worth(position: number): number {
    const { highest, lowest } = this.chosen
    const slope = this.slopes[position]!
    return Math.max(this.rise[position]! - slope - highest, slope + this.fall[position]! - lowest)
  }

  /** A row that was begun and not used is not known. */
  #forgetMarks(): void {
    if (this.#marked < 0) return
    this.#marked = -1
    this.#marks.fill(0)
  }
}
