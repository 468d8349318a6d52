import type { Matrix } from '../core/index.ts'
import { writePanelRow } from './exact-rows.ts'
import type { ScaledRows } from './scaled-rows.ts'
import type { ScreenKernel } from './screen-kernel.ts'
import type { ScreenLayout } from './screen-memory.ts'

/** All that has moved slopes since they were last made anew, so that any of them can be worked out to the bit. */
export class PastSteps {
  /** Rows that have moved slopes. */
  count = 0
  readonly #wasm: ScreenKernel
  readonly #layout: ScreenLayout
  readonly #X: Matrix
  readonly #rows: ScaledRows
  readonly #panels: Float64Array
  readonly #squares: Float64Array
  readonly #numbers: Int32Array
  readonly #factors: Float64Array
  /** The row of each number, and the number of each row, −1 for none. */
  readonly #rowAt: Int32Array
  readonly #numberOf: Int32Array
  /** Rows that came to their upper bound or left it, in this order, and their factors. */
  readonly #boundRows: number[] = []
  readonly #boundFactors: number[] = []
  /** Addresses of events. */
  #additions: number
  #steps: number
  #end: number

  constructor(wasm: ScreenKernel, buffer: ArrayBuffer, layout: ScreenLayout, X: Matrix, rows: ScaledRows) {
    const { past, mostPast, events, eventBytes } = layout
    this.#wasm = wasm
    this.#layout = layout
    this.#X = X
    this.#rows = rows
    this.#panels = new Float64Array(buffer, past.panels, mostPast * rows.columnCount)
    this.#squares = new Float64Array(buffer, past.squares, mostPast)
    this.#numbers = new Int32Array(buffer, events, eventBytes >> 2)
    this.#factors = new Float64Array(buffer, events, eventBytes >> 3)
    this.#rowAt = new Int32Array(mostPast)
    this.#numberOf = new Int32Array(rows.rowCount).fill(-1)
    this.#additions = events
    this.#steps = events
    this.#end = events
  }

  /** How many events there are, and the sum of the magnitudes of those that all slopes began with. */
  get length(): number {
    return (this.#end - this.#layout.events) >> 4
  }
  added = 0

  addToBounds(row: number, factor: number): void {
    this.#boundRows.push(row)
    this.#boundFactors.push(factor)
  }

  /** False where there is no room. */
  addStep(rowI: number, rowJ: number, byI: number, byJ: number): boolean {
    const { events, eventBytes } = this.#layout
    const at = this.#end - events
    if (at + 24 > eventBytes) return false
    const i = this.#number(rowI)
    const j = this.#number(rowJ)
    this.#numbers[at >> 2] = i
    this.#numbers[(at >> 2) + 1] = j
    this.#factors[(at >> 3) + 1] = byI
    this.#factors[(at >> 3) + 2] = byJ
    this.#end += 24
    return i >= 0 && j >= 0
  }

  /**
   * Slopes are made anew: from what stands at bounds, then additions of rows. Gives by how much each row
   * moves them in all; undefined where there is no room.
   */
  begin(additions: readonly (readonly [row: number, factor: number])[]): Map<number, number> | undefined {
    const { events, eventBytes } = this.#layout
    for (let number = 0; number < this.count; number++) this.#numberOf[this.#rowAt[number]!] = -1
    this.count = 0
    this.added = 0
    if ((this.#boundRows.length + additions.length) * 16 > eventBytes) return undefined
    const sums = new Map<number, number>()
    this.#end = events
    for (const [at, row] of this.#boundRows.entries())
      if (!this.#addition(row, this.#boundFactors[at]!, sums)) return undefined
    this.#additions = this.#end
    for (const [row, factor] of additions) if (!this.#addition(row, factor, sums)) return undefined
    this.#steps = this.#end
    return sums
  }

  #addition(row: number, factor: number, sums: Map<number, number>): boolean {
    const number = this.#number(row)
    if (number < 0) return false
    const at = this.#end - this.#layout.events
    this.#numbers[at >> 2] = number
    this.#factors[(at >> 3) + 1] = factor
    this.#end += 16
    sums.set(row, (sums.get(row) ?? 0) + factor)
    this.added += Math.abs(factor)
    return true
  }

  /** The slope of the row that is a query, to the bit. */
  slopeOf(query: number, base: number): number {
    const { exactField, pastField, pastRow, events } = this.#layout
    this.#wasm.openSlopes(pastField)
    const slope = this.#wasm.replay(this.count, query, pastRow, base, events, this.#additions, this.#steps, this.#end)
    this.#wasm.openSlopes(exactField)
    return slope
  }

  /** The number of a row, a new one for a new row; −1 where there is none left. */
  #number(row: number): number {
    const before = this.#numberOf[row]!
    if (before >= 0 || this.count === this.#layout.mostPast) return before
    const number = this.count++
    writePanelRow(this.#X, this.#rows, row, this.#panels, this.#squares, number)
    this.#rowAt[number] = row
    this.#numberOf[row] = number
    return number
  }
}
