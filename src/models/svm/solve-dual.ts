import { breathe, type Context, log } from '../../core/index.ts'
import type { DualProblem, DualSettings, DualSolution } from './dual-problem.ts'
import { RowCache } from './row-cache.ts'

const atLower = 0
const free = 1
const atUpper = 2
/** What a curvature that is not positive is replaced by. */
const tau = 1e-12
/** So many multiplications between two breaths take less than a few milliseconds. */
const breath = 1_000_000

/**
 * Minimizes ½ Σ α_i α_j y_i y_j k(x_i, x_j) − gain × Σ α_i with 0 ≤ α_i ≤ bound_i and Σ α_i y_i as it is at the start (0
 * unless `start` says otherwise), by sequential minimal optimization: two α at a time, chosen by second-order
 * information, rows that rest at a bound being left out of sight meanwhile. Every step equals LIBSVM's.
 *
 * R.-E. Fan, P.-H. Chen, C.-J. Lin, "Working Set Selection Using Second Order Information for Training Support
 * Vector Machines", JMLR 6, 2005.
 */
export async function solveDual(problem: DualProblem, settings: DualSettings, context: Context): Promise<DualSolution> {
  return await new DualSolver(problem, settings, context).solve()
}

class DualSolver {
  readonly #settings: DualSettings
  readonly #context: Context
  readonly #count: number
  readonly #cache: RowCache
  readonly #signs: Int8Array
  readonly #bounds: Float64Array
  readonly #alpha: Float64Array
  readonly #status: Uint8Array
  /** y × gradient: what α y would gain at each row. */
  readonly #slopes: Float64Array
  /** Whether α y may still rise, or fall: 0 where it may, −∞ where not. */
  readonly #rise: Float64Array
  readonly #fall: Float64Array
  readonly #gain: number
  /** The slopes with all α that are not at their upper bound taken as 0, but for the linear term. */
  readonly #fromBounds: Float64Array
  readonly #diagonal: Float64Array
  /** The row at each position. */
  readonly #order: Int32Array
  #active: number
  #unshrunk = false
  /** Where the steepest rise is, and how steep it is; −1 while that is not known. */
  #first = -1
  #highest = -Infinity
  #second = -1
  #gap = Infinity
  /** The gap at the first step. */
  #widest = 0
  #work = 0

  constructor(problem: DualProblem, settings: DualSettings, context: Context) {
    const { rows, signs, bounds, gain = 1, start } = problem
    const count = rows.rowCount
    this.#settings = settings
    this.#context = context
    this.#count = count
    this.#cache = new RowCache(rows, settings.cacheBytes)
    this.#signs = signs.slice()
    this.#bounds = bounds.slice()
    this.#alpha = start?.slice() ?? new Float64Array(count)
    this.#status = new Uint8Array(count)
    this.#gain = gain
    this.#slopes = Float64Array.from(signs, (sign) => -gain * sign)
    this.#rise = new Float64Array(count)
    this.#fall = new Float64Array(count)
    for (let i = 0; i < count; i++) this.#updateStatus(i)
    this.#fromBounds = new Float64Array(count)
    this.#diagonal = Float64Array.from({ length: count }, (_, i) => rows.diagonal(i))
    this.#order = Int32Array.from({ length: count }, (_, i) => i)
    this.#active = count
  }

  async solve(): Promise<DualSolution> {
    const { maxIter, shrinking } = this.#settings
    const period = Math.min(this.#count, 1000)
    let untilShrinking = period + 1
    let converged = false
    await this.#addStart()
    for (let iteration = 0; iteration < maxIter; iteration++) {
      if (--untilShrinking === 0) {
        untilShrinking = period
        if (shrinking) await this.#shrink()
      }
      if (!this.#select()) {
        await this.#reconstruct()
        if (!this.#select()) {
          converged = true
          break
        }
        untilShrinking = 1
      }
      this.#step(this.#first, this.#second)
      this.#work += 6 * this.#active
      if (this.#work + this.#cache.work > breath) await this.#breathe()
    }
    if (!converged) await this.#reconstruct()
    const alpha = new Float64Array(this.#count)
    for (let i = 0; i < this.#count; i++) alpha[this.#order[i]!] = this.#alpha[i]!
    return { alpha, rho: this.#rho(), converged }
  }

  /** Lets the slopes know of the α with which the search begins. */
  async #addStart(): Promise<void> {
    for (let i = 0; i < this.#count; i++) {
      if (this.#status[i] === atLower) continue
      const row = this.#cache.row(i, this.#count)
      addRow(this.#slopes, row, this.#signs[i]! * this.#alpha[i]!, 0, this.#count)
      if (this.#status[i] === atUpper) addRow(this.#fromBounds, row, this.#signs[i]! * this.#bounds[i]!, 0, this.#count)
      this.#work += 2 * this.#count
      if (this.#work + this.#cache.work > breath) await this.#breathe()
    }
  }

  async #breathe(): Promise<void> {
    this.#work = 0
    this.#cache.work = 0
    // The gap ends below `tol`.
    const { tol } = this.#settings
    const wide = Math.max(this.#widest, 2 * tol)
    const share = log(Math.min(wide, Math.max(this.#gap, tol)) / wide) / log(tol / wide)
    await breathe(this.#context, this.#settings.tell(Math.min(1, Math.max(0, share))))
  }

  /** Chooses the next pair; false where the conditions hold within `tol`. */
  #select(): boolean {
    if (this.#first < 0) this.#findFirst()
    const first = this.#first
    if (first < 0) return false
    const lowest = this.#findSecond(first, this.#highest, this.#cache.row(first, this.#active))
    this.#gap = this.#highest + lowest
    if (this.#widest === 0) this.#widest = this.#gap
    return !(this.#gap < this.#settings.tol || this.#second < 0)
  }

  #findFirst(): void {
    const slopes = this.#slopes
    const rise = this.#rise
    let highest = -Infinity
    let first = -1
    for (let t = 0; t < this.#active; t++) {
      const value = rise[t]! - slopes[t]!
      if (value >= highest && value > -Infinity) {
        highest = value
        first = t
      }
    }
    this.#first = first
    this.#highest = highest
  }

  /** Sets the partner that promises the greatest decrease; gives the steepest fall. */
  #findSecond(first: number, highest: number, row: Float32Array): number {
    const slopes = this.#slopes
    const fall = this.#fall
    const diagonal = this.#diagonal
    const active = this.#active
    const own = diagonal[first]!
    let lowest = -Infinity
    let second = -1
    let best = Infinity
    for (let j = 0; j < active; j++) {
      const value = slopes[j]! + fall[j]!
      if (value > lowest) lowest = value
      const difference = highest + value
      if (!(difference > 0)) continue
      let curvature = own + diagonal[j]! - 2 * row[j]!
      if (!(curvature > 0)) curvature = tau
      const decrease = -(difference * difference) / curvature
      if (decrease <= best) {
        second = j
        best = decrease
      }
    }
    this.#second = second
    return lowest
  }

  /** Moves two α to the minimum of the line on which their constraint holds. */
  #step(i: number, j: number): void {
    const alpha = this.#alpha
    const active = this.#active
    const rowI = this.#cache.row(i, active)
    const rowJ = this.#cache.row(j, active)
    const signI = this.#signs[i]!
    const signJ = this.#signs[j]!
    const oldI = alpha[i]!
    const oldJ = alpha[j]!
    const boundI = this.#bounds[i]!
    const boundJ = this.#bounds[j]!
    const curvature = this.#diagonal[i]! + this.#diagonal[j]! - 2 * rowI[j]!
    const length = (this.#slopes[j]! - this.#slopes[i]!) / (curvature > 0 ? curvature : tau)
    alpha[i] = oldI + signI * length
    alpha[j] = oldJ - signJ * length
    if (signI !== signJ) {
      const difference = oldI - oldJ
      if (difference > 0) {
        if (alpha[j]! < 0) this.#place(i, difference, j, 0)
      } else if (alpha[i]! < 0) this.#place(i, 0, j, -difference)
      if (difference > boundI - boundJ) {
        if (alpha[i]! > boundI) this.#place(i, boundI, j, boundI - difference)
      } else if (alpha[j]! > boundJ) this.#place(i, boundJ + difference, j, boundJ)
    } else {
      const sum = oldI + oldJ
      if (sum > boundI) {
        if (alpha[i]! > boundI) this.#place(i, boundI, j, sum - boundI)
      } else if (alpha[j]! < 0) this.#place(i, sum, j, 0)
      if (sum > boundJ) {
        if (alpha[j]! > boundJ) this.#place(i, sum - boundJ, j, boundJ)
      } else if (alpha[i]! < 0) this.#place(i, 0, j, sum)
    }
    const wasUpperI = this.#status[i] === atUpper
    const wasUpperJ = this.#status[j] === atUpper
    this.#updateStatus(i)
    this.#updateStatus(j)
    this.#move(rowI, signI * (alpha[i]! - oldI), rowJ, signJ * (alpha[j]! - oldJ))
    this.#moveBounds(i, wasUpperI)
    this.#moveBounds(j, wasUpperJ)
  }

  #place(i: number, alphaI: number, j: number, alphaJ: number): void {
    this.#alpha[i] = alphaI
    this.#alpha[j] = alphaJ
  }

  #updateStatus(i: number): void {
    const status = this.#alpha[i]! >= this.#bounds[i]! ? atUpper : this.#alpha[i]! <= 0 ? atLower : free
    const positive = this.#signs[i] === 1
    this.#status[i] = status
    this.#rise[i] = status === (positive ? atUpper : atLower) ? -Infinity : 0
    this.#fall[i] = status === (positive ? atLower : atUpper) ? -Infinity : 0
  }

  /** Adds multiples of two rows to the slopes, and finds the steepest rise on the way. */
  #move(rowI: Float32Array, byI: number, rowJ: Float32Array, byJ: number): void {
    const slopes = this.#slopes
    const rise = this.#rise
    const active = this.#active
    let highest = -Infinity
    let first = -1
    for (let k = 0; k < active; k++) {
      const slope = slopes[k]! + (rowI[k]! * byI + rowJ[k]! * byJ)
      slopes[k] = slope
      const value = rise[k]! - slope
      if (value >= highest && value > -Infinity) {
        highest = value
        first = k
      }
    }
    this.#first = first
    this.#highest = highest
  }

  #moveBounds(i: number, wasUpper: boolean): void {
    const isUpper = this.#status[i] === atUpper
    if (wasUpper === isUpper) return
    const by = this.#signs[i]! * this.#bounds[i]!
    addRow(this.#fromBounds, this.#cache.row(i, this.#count), isUpper ? by : -by, 0, this.#count)
    this.#work += this.#count
  }

  /** Takes all rows into sight again, with true slopes. */
  async #reconstruct(): Promise<void> {
    const count = this.#count
    const active = this.#active
    const slopes = this.#slopes
    if (active === count) return
    this.#first = -1
    let freeCount = 0
    for (let j = active; j < count; j++) slopes[j] = this.#fromBounds[j]! - this.#gain * this.#signs[j]!
    for (let j = 0; j < active; j++) if (this.#status[j] === free) freeCount++
    if (freeCount * count > 2 * active * (count - active)) {
      for (let i = active; i < count; i++) {
        const row = this.#cache.row(i, active)
        let sum = slopes[i]!
        for (let j = 0; j < active; j++) {
          if (this.#status[j] === free) sum += this.#signs[j]! * this.#alpha[j]! * row[j]!
        }
        slopes[i] = sum
        this.#work += active
        if (this.#work + this.#cache.work > breath) await this.#breathe()
      }
    } else {
      for (let i = 0; i < active; i++) {
        if (this.#status[i] !== free) continue
        addRow(slopes, this.#cache.row(i, count), this.#signs[i]! * this.#alpha[i]!, active, count)
        this.#work += count - active
        if (this.#work + this.#cache.work > breath) await this.#breathe()
      }
    }
    this.#active = count
  }

  /** Puts rows out of sight that rest at a bound and are likely to stay there. */
  async #shrink(): Promise<void> {
    const { tol } = this.#settings
    this.#findFirst()
    const rise = this.#highest
    const fall = this.#steepestFall()
    if (!this.#unshrunk && rise + fall <= tol * 10) {
      this.#unshrunk = true
      await this.#reconstruct()
    }
    const pairs: [number, number][] = []
    for (let i = 0; i < this.#active; i++) {
      if (!this.#rests(i, rise, fall)) continue
      this.#active--
      while (this.#active > i) {
        if (!this.#rests(this.#active, rise, fall)) {
          this.#swap(i, this.#active)
          pairs.push([i, this.#active])
          break
        }
        this.#active--
      }
    }
    this.#cache.swap(pairs)
    this.#first = -1
  }

  #steepestFall(): number {
    let lowest = -Infinity
    for (let i = 0; i < this.#active; i++) lowest = Math.max(lowest, this.#slopes[i]! + this.#fall[i]!)
    return lowest
  }

  /** Whether α y can only rise, or only fall, and every way that is open to it leads up. */
  #rests(i: number, rise: number, fall: number): boolean {
    if (this.#rise[i] !== 0) return -this.#slopes[i]! > rise
    return this.#fall[i] !== 0 && this.#slopes[i]! > fall
  }

  #swap(a: number, b: number): void {
    for (const values of [
      this.#signs,
      this.#bounds,
      this.#alpha,
      this.#status,
      this.#slopes,
      this.#rise,
      this.#fall,
      this.#fromBounds,
      this.#diagonal,
      this.#order,
    ]) {
      const held = values[a]!
      values[a] = values[b]!
      values[b] = held
    }
  }

  #rho(): number {
    let freeCount = 0
    let sum = 0
    let upper = Infinity
    let lower = -Infinity
    for (let i = 0; i < this.#count; i++) {
      const slope = this.#slopes[i]!
      if (this.#status[i] === free) {
        freeCount++
        sum += slope
      } else if (this.#rise[i] === 0) upper = Math.min(upper, slope)
      else lower = Math.max(lower, slope)
    }
    return freeCount > 0 ? sum / freeCount : (upper + lower) / 2
  }
}

function addRow(target: Float64Array, row: Float32Array, factor: number, from: number, to: number): void {
  for (let k = from; k < to; k++) target[k] = target[k]! + factor * row[k]!
}
