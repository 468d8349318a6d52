import type { RowAddition } from '../../kernels/index.ts'

/** Positions that went out of sight together, and how long the log was then. */
interface Stretch {
  readonly from: number
  readonly to: number
  begin: number
}

/**
 * What came to a bound, or left it, while some rows were out of sight: their slopes from bounds are brought up to date
 * only when they are needed again, all changes in one go and in the order in which they came.
 */
export class BoundLog {
  readonly #most: number
  #rows: number[] = []
  #factors: number[] = []
  #stretches: Stretch[] = []

  constructor(rowCount: number) {
    this.#most = Math.max(4096, rowCount)
  }

  get isLong(): boolean {
    return this.#rows.length > this.#most
  }

  /** The rows at these positions are out of sight from now on. */
  leaveOut(from: number, to: number): void {
    this.#stretches.push({ from, to, begin: this.#rows.length })
  }

  add(row: number, factor: number): void {
    this.#rows.push(row)
    this.#factors.push(factor)
  }

  /** All rows are in sight again. */
  forgetStretches(): void {
    this.#stretches = []
  }

  /** What each stretch has missed, given which row stands at each position; it counts as made good. */
  settle(order: Int32Array): { from: number; to: number; additions: RowAddition[] }[] {
    if (this.#rows.length === 0) return []
    const positions = new Int32Array(order.length)
    for (let position = 0; position < order.length; position++) positions[order[position]!] = position
    const all = this.#rows.map(
      (row, at): RowAddition => ({ position: positions[row]!, factor: this.#factors[at]!, target: 'fromBounds' }),
    )
    const missed = this.#stretches.map(({ from, to, begin }) => ({ from, to, additions: all.slice(begin) }))
    for (const stretch of this.#stretches) stretch.begin = 0
    this.#rows = []
    this.#factors = []
    return missed
  }
}
