import type { Matrix } from '../core/index.ts'
import { ExactRows } from './exact-rows.ts'
import { KeptEstimates } from './kept-estimates.ts'
import type { KernelSlopes, RowAddition } from './kernel-slopes.ts'
import { PastSteps } from './past-steps.ts'
import type { ScaledRows } from './scaled-rows.ts'
import type { ScreenKernel } from './screen-kernel.ts'
import { mostSteps, type ScreenLayout } from './screen-memory.ts'

/** Below so many estimates in sight all slopes are made exact. */
const fewEstimates = 2048
/** So many multiplications are put off, at most some ten milliseconds. */
const mostWaiting = 6e8
/** For so many steps estimates should not have to be looked at, where making some slopes exact is enough for it. */
const stepsAhead = 16
const fewAhead = 64
const nothing = new Int32Array(0)
/** A sum in f64 is wrong by less than this share of all that was added, for each addition. */
const roundings = 2 ** -49

/**
 * Slopes of a Gaussian machine with many rows, of which most are never chosen: those are followed by estimates in f32,
 * with a bound of their error, and a slope is worked out to the bit, from all steps since the start, once its row could
 * be chosen or could have to stay in sight. What is chosen, and so the solution, is that of the other slopes to the bit.
 * All rows that may fall are known exactly, so this is for problems where those are few: where most rows are +1. Estimates are
 * brought up to date only when what has been added since could have changed which row rises most steeply.
 */
export class ScreenedSlopes implements KernelSlopes {
  readonly rowCount: number
  readonly slopes: Float64Array
  readonly rise: Float64Array
  readonly fall: Float64Array
  readonly diagonal: Float64Array
  readonly chosen = { first: -1, highest: -Infinity, second: -1, lowest: -Infinity, likeness: 0 }
  work = 0
  outgrown = false
  readonly #wasm: ScreenKernel
  readonly #layout: ScreenLayout
  readonly #buffer: ArrayBuffer
  readonly #rows: ScaledRows
  readonly #exact: ExactRows
  readonly #past: PastSteps
  readonly #kept: KeptEstimates
  readonly #open: Float64Array
  /** The row at each position. */
  readonly #order: Int32Array
  /** What is taken off each slope, by row: gain × sign. */
  readonly #base: Float64Array
  readonly #cost: number
  /** How far an estimate may be from the slope. */
  #error = 0
  /** All that was added to estimates. */
  #added = 0
  #estimates = 0
  /** How steeply estimates rose at most when they were last up to date, and by how much more slopes may rise since. */
  #steepest = -Infinity
  #drift = 0
  /** What the latter grows by in a step, of late. */
  #pace = 0
  /** By row, how alike it is at most to any row whose slope is an estimate. */
  readonly #alike = new Map<number, number>()
  /** By row, what is still to be added to the estimates. */
  readonly #waiting = new Map<number, number>()
  #steps = 0
  #began = false

  constructor(wasm: ScreenKernel, buffer: ArrayBuffer, layout: ScreenLayout, X: Matrix, rows: ScaledRows) {
    const { rowCount, columnCount } = rows
    this.rowCount = rowCount
    this.slopes = new Float64Array(buffer, layout.slopes, rowCount)
    this.#open = new Float64Array(buffer, layout.open, rowCount)
    this.rise = new Float64Array(rowCount)
    this.fall = new Float64Array(rowCount)
    this.diagonal = new Float64Array(rowCount).fill(1)
    this.#wasm = wasm
    this.#layout = layout
    this.#buffer = buffer
    this.#rows = rows
    this.#exact = new ExactRows(wasm, buffer, layout, X, rows)
    this.#kept = new KeptEstimates(buffer, layout)
    this.#past = new PastSteps(wasm, buffer, layout, X, rows)
    this.#order = Int32Array.from({ length: rowCount }, (_, i) => i)
    this.#base = new Float64Array(rowCount)
    this.#cost = 10 + columnCount
    wasm.openScreen(layout.screen)
    wasm.openSlopes(layout.exactField)
  }

  allow(position: number, mayRise: boolean, mayFall: boolean): void {
    const rise = mayRise ? 0 : -Infinity
    const fall = mayFall ? 0 : -Infinity
    this.rise[position] = rise
    this.fall[position] = fall
    this.#exact.allow(position, rise, fall)
  }

  findFirst(active: number): void {
    this.#chooseFirst(this.#exact.findFirst(), active, true)
    this.work += active
  }

  findSecond(_active: number): void {
    const { chosen } = this
    this.#exact.findSecond(chosen)
    this.work += this.#exact.count * this.#cost
  }

  move(byFirst: number, bySecond: number, active: number): void {
    const { chosen } = this
    const { first, second } = chosen
    if (++this.#steps > mostSteps(this.rowCount)) this.outgrown = true
    const rowI = this.#order[first]!
    const rowJ = this.#order[second]!
    if (!this.#past.addStep(rowI, rowJ, byFirst, bySecond)) this.outgrown = true
    if (this.#estimates > 0) {
      const before = this.#drift
      this.#await(rowI, byFirst)
      this.#await(rowJ, bySecond)
      this.#pace += (this.#drift - before - this.#pace) / 16
    }
    const slot = this.#exact.move(second, byFirst, bySecond)
    this.work += this.#exact.count * this.#cost
    this.#chooseFirst(
      slot,
      active,
      this.#waiting.size >= this.#kept.most || this.#waiting.size * active * this.#cost > mostWaiting,
    )
  }

  /** A multiple of a row is to be added to the estimates. */
  #await(row: number, by: number): void {
    this.#waiting.set(row, (this.#waiting.get(row) ?? 0) + by)
    this.#added += Math.abs(by)
    // A value of the kernel is at most 1, where the row has not been compared with all estimates yet.
    if (by < 0) this.#drift -= by * ((this.#alike.get(row) ?? 1) + this.#rows.errorOf(row))
    this.#drift += roundings * (1 + this.#added)
  }

  /** Brings the estimates in sight up to date. */
  #refresh(active: number): void {
    const waiting = this.#kept.unknownFirst(this.#waiting)
    const unknown = this.#kept.place(waiting)
    this.#error += this.#writeFactors(waiting) + waiting.length * roundings * (1 + this.#added)
    const near = new Float64Array(this.#buffer, this.#layout.alike, waiting.length).fill(0)
    this.#steepest = this.#addFactors(waiting.length, 0, (active + 255) >> 8, active)
    this.work += active * unknown * (this.#cost / 4)
    for (const [number, [row]] of waiting.entries()) this.#alike.set(row, near[number]!)
    this.#waiting.clear()
    this.#drift = 0
  }

  /** Writes multiples of rows that are to be added; gives how wrong their sum may be. */
  #writeFactors(factors: readonly (readonly [row: number, factor: number])[]): number {
    const { narrowQueries, narrowBytes, factors: at } = this.#layout
    const into = new Float64Array(this.#buffer, at, factors.length)
    let error = 0
    for (const [number, [row, factor]] of factors.entries()) {
      this.#rows.writeQuery(row, this.#buffer, narrowQueries + number * narrowBytes)
      into[number] = factor
      error += Math.abs(factor) * this.#rows.errorOf(row)
    }
    return error
  }

  /** Adds what was written to estimates of some stretches; gives the steepest rise there. */
  #addFactors(count: number, from: number, to: number, end: number): number {
    const { narrowQueries, narrowBytes, factors, alike, kept } = this.#layout
    this.work += (to - from) * 256 * (1 + count)
    return this.#wasm.addEstimates(narrowQueries, narrowBytes, factors, alike, kept, count, from, to, end)
  }

  /** Given the slot that rises most steeply, finds the row that truly does. */
  #chooseFirst(slot: number, active: number, isDue: boolean): void {
    const { chosen } = this
    let best = slot
    let highest = this.#exact.highestOf(best)
    const limit = () => this.#steepest + this.#drift + this.#error
    if (this.#estimates > 0 && (isDue || limit() >= highest)) {
      this.#refresh(active)
      if (limit() >= highest && this.#steepest > -Infinity) {
        for (const position of this.#candidates(highest, active)) {
          const most = this.#error - this.slopes[position]!
          if (most < highest || (most === highest && position < this.#exact.positionOf(best))) break
          const next = this.#makeExact(position)
          if (next < 0) break
          const value = this.#exact.highestOf(next)
          if (value < highest || (value === highest && position < this.#exact.positionOf(best))) continue
          best = next
          highest = value
        }
      }
      this.#makeRoom(highest, active)
    }
    this.#exact.scatter()
    chosen.first = this.#exact.positionOf(best)
    chosen.highest = highest
  }

  /** Positions of estimates that may rise most steeply, the steepest first, of equal ones the last. */
  #candidates(highest: number, active: number): Int32Array {
    const { slopes } = this
    const found = this.#above(Math.max(highest - this.#error, this.#steepest - 2 * this.#error), active)
    // Where all are equal, as at the start, the last is enough.
    if (this.#error === 0 && found.every((position) => slopes[position] === slopes[found[0]!])) return found.slice(-1)
    return found.slice().sort((a, b) => slopes[a]! - slopes[b]! || b - a)
  }

  /** Positions of estimates that rise as steeply as that, ascending. */
  #above(least: number, active: number): Int32Array {
    const { list } = this.#layout
    return new Int32Array(this.#buffer, list, this.#wasm.gatherEstimates(active, least, list))
  }

  /** Makes the steepest estimates exact, so that the others need not be looked at for some steps. */
  #makeRoom(highest: number, active: number): void {
    const most = Math.max(fewAhead, active >> 10)
    for (let room = this.#pace * 2; room <= this.#pace * stepsAhead; room *= 2) {
      const least = highest - this.#error - room
      const found = this.#steepest < least ? nothing : this.#above(least, active)
      if (found.length > most) return
      for (const position of found) {
        if (this.#open[position] === 0 && this.#makeExact(position) < 0) return
      }
      this.#steepest = Math.min(this.#steepest, least)
    }
  }

  /** Works out the slope of a row to the bit; gives its slot, −1 where there is no room. */
  #makeExact(position: number): number {
    const row = this.#order[position]!
    const slot = this.#exact.add(row, position, this.rise[position]!, this.fall[position]!)
    if (slot < 0) {
      this.outgrown = true
      return -1
    }
    const slope = this.#past.slopeOf(this.#exact.query(slot), this.#base[row]!)
    this.#exact.know(slot, slope)
    this.slopes[position] = slope
    this.#open[position] = -Infinity
    this.#estimates--
    this.work += this.#past.count * this.#cost
    return slot
  }

  sharpen(fall: number, active: number): void {
    if (this.#estimates === 0) return
    const { slopes } = this
    const open = this.#open
    for (let position = 0; position < active && !this.outgrown; position++) {
      if (open[position] !== 0) continue
      if (Math.abs(slopes[position]! - fall) <= this.#error) this.#makeExact(position)
    }
  }

  settle(): void {
    if (this.#estimates > 0) this.outgrown = true
  }

  addToBounds(position: number, factor: number, _active: number): void {
    this.#past.addToBounds(this.#order[position]!, factor)
  }

  async addRows(): Promise<void> {
    // Slopes from bounds are worked out when slopes are made anew.
  }

  async rebuild(
    from: number,
    gain: number,
    signs: Int8Array,
    additions: readonly RowAddition[],
    pause: () => Promise<void>,
  ): Promise<void> {
    const { rowCount, slopes, fall } = this
    if (!this.#began) for (let i = 0; i < rowCount; i++) this.#base[i] = gain * signs[i]!
    this.#began = true
    for (let position = 0; position < from && this.#estimates > 0 && !this.outgrown; position++) {
      if (this.#open[position] === 0) this.#makeExact(position)
      if (this.work > 1e6) await pause()
    }
    const factors = this.#past.begin(additions.map(({ position, factor }) => [this.#order[position]!, factor] as const))
    if (!factors) this.outgrown = true
    if (!factors || this.outgrown) return
    for (let position = from; position < rowCount; position++) {
      slopes[position] = -this.#base[this.#order[position]!]!
      this.#open[position] = fall[position] === 0 ? -Infinity : this.rise[position]!
    }
    await this.#addPast(factors, from, pause)
    this.#estimates = rowCount - from
    for (let position = from; position < rowCount && !this.outgrown; position++) {
      if (fall[position] === 0) this.#makeExact(position)
      if (this.work > 1e6) await pause()
    }
    this.#exact.scatter()
  }

  /** Adds what all slopes begin with to the estimates. */
  async #addPast(factors: ReadonlyMap<number, number>, from: number, pause: () => Promise<void>): Promise<void> {
    const { rowCount } = this
    this.#added = this.#past.added
    this.#error = this.#writeFactors([...factors]) + roundings * this.#added * (1 + this.#past.length)
    this.#waiting.clear()
    this.#alike.clear()
    this.#drift = 0
    this.#steepest = Infinity
    this.#kept.forget()
    if (factors.size === 0) return
    this.#kept.placeNowhere(factors.size)
    const end = (rowCount + 255) >> 8
    const step = Math.max(1, Math.floor(4e6 / (factors.size * this.#cost * 256)))
    for (let at = from >> 8; at < end; at += step) {
      this.#addFactors(factors.size, at, Math.min(end, at + step), rowCount)
      this.work += step * 64 * factors.size * this.#cost
      await pause()
    }
  }

  swap(pairs: readonly (readonly [number, number])[], active: number): void {
    const { pairs: at } = this.#layout
    const flat = new Int32Array(this.#buffer, at, pairs.length * 2)
    for (const [index, [a, b]] of pairs.entries()) {
      flat[index * 2] = a
      flat[index * 2 + 1] = b
      for (const values of [this.rise, this.fall, this.#order]) {
        const held = values[a]!
        values[a] = values[b]!
        values[b] = held
      }
      this.#exact.swap(a, b)
    }
    this.#wasm.swapEstimates(at, pairs.length)
    this.#kept.forget()
    this.#exact.leaveOut(active)
    this.#estimates = active - this.#exact.count
    if (this.#estimates > fewEstimates) return
    for (let position = 0; position < active && !this.outgrown; position++) {
      if (this.#open[position] === 0) this.#makeExact(position)
    }
  }
}
