import type { Matrix } from '../core/index.ts'
import type { ScaledRows } from './scaled-rows.ts'
import type { ScreenKernel } from './screen-kernel.ts'
import type { FieldPlaces, ScreenLayout } from './screen-memory.ts'

/** Rows whose slopes are known to the bit: a field of assembly/slope-field.ts, in slots. */
export class ExactRows {
  count = 0
  readonly #wasm: ScreenKernel
  readonly #layout: ScreenLayout
  readonly #X: Matrix
  readonly #rows: ScaledRows
  readonly #panels: Float64Array
  readonly #squares: Float64Array
  readonly #slopes: Float64Array
  readonly #rise: Float64Array
  readonly #fall: Float64Array
  readonly #positions: Int32Array
  readonly #found: Float64Array
  /** By position: the slot, −1 for none. */
  readonly #slotAt: Int32Array

  constructor(wasm: ScreenKernel, buffer: ArrayBuffer, layout: ScreenLayout, X: Matrix, rows: ScaledRows) {
    const { exact, mostExact, positions, exactField } = layout
    const view = (address: number) => new Float64Array(buffer, address, mostExact)
    this.#wasm = wasm
    this.#layout = layout
    this.#X = X
    this.#rows = rows
    this.#panels = new Float64Array(buffer, exact.panels, mostExact * rows.columnCount)
    this.#squares = view(exact.squares)
    this.#slopes = view(exact.slopes)
    this.#rise = view(exact.rise)
    this.#fall = view(exact.fall)
    view(exact.diagonal).fill(1)
    this.#positions = new Int32Array(buffer, positions, mostExact)
    this.#found = new Float64Array(buffer, exactField + 16, 3)
    this.#slotAt = new Int32Array(rows.rowCount).fill(-1)
  }

  /** A slot for a row whose slope is not known yet; −1 where there is none. */
  add(row: number, position: number, rise: number, fall: number): number {
    const { mostExact } = this.#layout
    if (this.count === mostExact) return -1
    const slot = this.count++
    writePanelRow(this.#X, this.#rows, row, this.#panels, this.#squares, slot)
    this.#rise[slot] = rise
    this.#fall[slot] = fall
    this.#positions[slot] = position
    this.#slotAt[position] = slot
    return slot
  }

  /** The row in a slot as a query; gives its address. */
  query(slot: number): number {
    const { queries, queryBytes } = this.#layout
    this.#wasm.readQuery(slot, queries + 2 * queryBytes)
    return queries + 2 * queryBytes
  }

  know(slot: number, slope: number): void {
    this.#slopes[slot] = slope
  }

  allow(position: number, rise: number, fall: number): void {
    const slot = this.#slotAt[position]!
    if (slot < 0) return
    this.#rise[slot] = rise
    this.#fall[slot] = fall
  }

  /** The slot that rises most steeply, −1 for none. */
  findFirst(): number {
    return this.#wasm.findExactFirst(this.count, this.#layout.positions)
  }

  /** How steeply a slot rises; −∞ for none. */
  highestOf(slot: number): number {
    return slot < 0 ? -Infinity : this.#rise[slot]! - this.#slopes[slot]!
  }

  positionOf(slot: number): number {
    return slot < 0 ? -1 : this.#positions[slot]!
  }

  findSecond(chosen: { first: number; highest: number; second: number; lowest: number; likeness: number }): void {
    const { queries, rowI, positions } = this.#layout
    const first = this.#slotAt[chosen.first]!
    this.#wasm.readQuery(first, queries)
    const slot = this.#wasm.findExactSecond(first, chosen.highest, this.count, queries, rowI, positions)
    chosen.second = this.positionOf(slot)
    chosen.lowest = this.#found[1]!
    chosen.likeness = this.#found[2]!
  }

  /** Moves the slopes, after `findSecond`; gives the slot that rises most steeply. */
  move(second: number, byFirst: number, bySecond: number): number {
    const { queries, queryBytes, rowI, rowJ, positions } = this.#layout
    const query = queries + queryBytes
    this.#wasm.readQuery(this.#slotAt[second]!, query)
    return this.#wasm.moveExact(this.count, rowI, byFirst, query, rowJ, bySecond, positions)
  }

  /** Writes the slopes to where they stand by position. */
  scatter(): void {
    this.#wasm.scatterExact(this.count, this.#layout.positions, this.#layout.slopes)
  }

  /** Lets two positions change places. */
  swap(a: number, b: number): void {
    const slotA = this.#slotAt[a]!
    const slotB = this.#slotAt[b]!
    this.#slotAt[a] = slotB
    this.#slotAt[b] = slotA
    if (slotA >= 0) this.#positions[slotA] = b
    if (slotB >= 0) this.#positions[slotB] = a
  }

  /** Forgets the rows at positions from `active` on. */
  leaveOut(active: number): void {
    const columns = this.#rows.columnCount
    let to = 0
    for (let slot = 0; slot < this.count; slot++) {
      const position = this.#positions[slot]!
      if (position >= active) {
        this.#slotAt[position] = -1
        continue
      }
      for (const values of [this.#squares, this.#slopes, this.#rise, this.#fall]) values[to] = values[slot]!
      let at = placeOf(to, columns)
      let from = placeOf(slot, columns)
      for (let j = 0; j < columns; j++, at += 8, from += 8) this.#panels[at] = this.#panels[from]!
      this.#positions[to] = position
      this.#slotAt[position] = to++
    }
    this.count = to
  }
}

/** Writes a row and its squared length into a slot of a field. */
export function writePanelRow(
  { data }: Matrix,
  { rows, squares, columnCount }: ScaledRows,
  row: number,
  panels: Float64Array,
  intoSquares: Float64Array,
  slot: number,
): void {
  const start = rows[row]! * columnCount
  for (let j = 0, at = placeOf(slot, columnCount); j < columnCount; j++, at += 8) panels[at] = data[start + j]!
  intoSquares[slot] = squares[row]!
}

/** Fills a class `Field` of assembly/slope-field.ts, for a Gaussian kernel. */
export function writeField(
  buffer: ArrayBuffer,
  address: number,
  { panels, squares, slopes, rise, fall, diagonal }: FieldPlaces,
  { tables, scratch }: ScreenLayout,
  gamma: number,
  columnCount: number,
): void {
  new Float64Array(buffer, address, 1)[0] = gamma
  new Int32Array(buffer, address + 40, 14).set([
    ...[1, 1, columnCount, tables, panels, squares, slopes, slopes, rise, fall, diagonal, 0, 0, scratch],
  ])
}

function placeOf(slot: number, columnCount: number): number {
  return (slot >> 3) * 8 * columnCount + (slot & 7)
}
