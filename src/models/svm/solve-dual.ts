import { breathe, type Context, log } from '../../core/index.ts'
import { type KernelSlopes, leastCurvature, type RowAddition } from '../../kernels/index.ts'
import { BoundLog } from './bound-log.ts'
import type { DualProblem, DualSettings, DualSolution } from './dual-problem.ts'

const atLower = 0
const free = 1
const atUpper = 2
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
  readonly #field: KernelSlopes
  readonly #signs: Int8Array
  readonly #bounds: Float64Array
  readonly #alpha: Float64Array
  readonly #status: Uint8Array
  readonly #gain: number
  /** The row at each position. */
  readonly #order: Int32Array
  /** What the slopes from bounds do not know yet where rows are out of sight. */
  readonly #log: BoundLog
  #active: number
  #unshrunk = false
  /** Whether the steepest rise is known. */
  #knowsFirst = false
  #gap = Infinity
  /** The gap at the first step. */
  #widest = 0
  #work = 0
  readonly #pause = async () => {
    if (this.#work + this.#field.work > breath) await this.#breathe()
  }

  constructor(problem: DualProblem, settings: DualSettings, context: Context) {
    const { slopes: field, signs, bounds, gain = 1, start } = problem
    const count = field.rowCount
    this.#settings = settings
    this.#context = context
    this.#count = count
    this.#field = field
    this.#signs = signs.slice()
    this.#bounds = bounds.slice()
    this.#alpha = start?.slice() ?? new Float64Array(count)
    this.#status = new Uint8Array(count)
    this.#gain = gain
    this.#log = new BoundLog(count)
    for (let i = 0; i < count; i++) {
      field.slopes[i] = -gain * signs[i]!
      this.#updateStatus(i)
    }
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
        if (this.#log.isLong) await this.#settleLog()
      }
      if (!this.#select()) {
        await this.#reconstruct()
        if (!this.#select()) {
          converged = true
          break
        }
        untilShrinking = 1
      }
      this.#step(this.#field.chosen.first, this.#field.chosen.second)
      if (this.#work + this.#field.work > breath) await this.#breathe()
    }
    if (!converged) await this.#reconstruct()
    const alpha = new Float64Array(this.#count)
    for (let i = 0; i < this.#count; i++) alpha[this.#order[i]!] = this.#alpha[i]!
    return { alpha, rho: this.#rho(), converged }
  }

  /** Lets the slopes know of the α with which the search begins. */
  async #addStart(): Promise<void> {
    const additions: RowAddition[] = []
    for (let i = 0; i < this.#count; i++) {
      if (this.#status[i] === atLower) continue
      const sign = this.#signs[i]!
      additions.push({ position: i, factor: sign * this.#alpha[i]!, target: 'slopes' })
      if (this.#status[i] === atUpper) {
        additions.push({ position: i, factor: sign * this.#bounds[i]!, target: 'fromBounds' })
      }
    }
    await this.#field.addRows(additions, 0, this.#count, this.#pause)
  }

  async #breathe(): Promise<void> {
    this.#work = 0
    this.#field.work = 0
    // The gap ends below `tol`.
    const { tol } = this.#settings
    const wide = Math.max(this.#widest, 2 * tol)
    const share = log(Math.min(wide, Math.max(this.#gap, tol)) / wide) / log(tol / wide)
    await breathe(this.#context, this.#settings.tell(Math.min(1, Math.max(0, share))))
  }

  /** Chooses the next pair; false where the conditions hold within `tol`. */
  #select(): boolean {
    const { chosen } = this.#field
    if (!this.#knowsFirst) this.#field.findFirst(this.#active)
    this.#knowsFirst = true
    if (chosen.first < 0) return false
    this.#field.findSecond(this.#active)
    this.#gap = chosen.highest + chosen.lowest
    if (this.#widest === 0) this.#widest = this.#gap
    return !(this.#gap < this.#settings.tol || chosen.second < 0)
  }

  /** Moves two α to the minimum of the line on which their constraint holds. */
  #step(i: number, j: number): void {
    const alpha = this.#alpha
    const { slopes, diagonal, chosen } = this.#field
    const signI = this.#signs[i]!
    const signJ = this.#signs[j]!
    const oldI = alpha[i]!
    const oldJ = alpha[j]!
    const boundI = this.#bounds[i]!
    const boundJ = this.#bounds[j]!
    const curvature = diagonal[i]! + diagonal[j]! - 2 * chosen.likeness
    const length = (slopes[j]! - slopes[i]!) / (curvature > 0 ? curvature : leastCurvature)
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
    this.#field.move(signI * (alpha[i]! - oldI), signJ * (alpha[j]! - oldJ), this.#active)
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
    this.#field.allow(i, status !== (positive ? atUpper : atLower), status !== (positive ? atLower : atUpper))
  }

  #moveBounds(i: number, wasUpper: boolean): void {
    const isUpper = this.#status[i] === atUpper
    if (wasUpper === isUpper) return
    const by = this.#signs[i]! * (isUpper ? this.#bounds[i]! : -this.#bounds[i]!)
    this.#field.addToBounds(i, by, this.#active)
    if (this.#active < this.#count) this.#log.add(this.#order[i]!, by)
  }

  /** Brings the slopes from bounds up to date where rows are out of sight. */
  async #settleLog(): Promise<void> {
    for (const { from, to, additions } of this.#log.settle(this.#order)) {
      await this.#field.addRows(additions, from, to, this.#pause)
    }
  }

  /** Takes all rows into sight again, with true slopes. */
  async #reconstruct(): Promise<void> {
    const count = this.#count
    const active = this.#active
    if (active === count) return
    const { slopes, fromBounds } = this.#field
    this.#knowsFirst = false
    await this.#settleLog()
    this.#log.forgetStretches()
    for (let j = active; j < count; j++) slopes[j] = fromBounds[j]! - this.#gain * this.#signs[j]!
    const additions: RowAddition[] = []
    for (let j = 0; j < active; j++) {
      if (this.#status[j] !== free) continue
      additions.push({ position: j, factor: this.#signs[j]! * this.#alpha[j]!, target: 'slopes' })
    }
    await this.#field.addRows(additions, active, count, this.#pause)
    this.#active = count
  }

  /** Puts rows out of sight that rest at a bound and are likely to stay there. */
  async #shrink(): Promise<void> {
    const { tol } = this.#settings
    this.#field.findFirst(this.#active)
    const rise = this.#field.chosen.highest
    const fall = this.#steepestFall()
    if (!this.#unshrunk && rise + fall <= tol * 10) {
      this.#unshrunk = true
      await this.#reconstruct()
    }
    const before = this.#active
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
    this.#field.swap(pairs, this.#active)
    if (this.#active < before) this.#log.leaveOut(this.#active, before)
    this.#knowsFirst = false
  }

  #steepestFall(): number {
    const { slopes, fall } = this.#field
    let lowest = -Infinity
    for (let i = 0; i < this.#active; i++) lowest = Math.max(lowest, slopes[i]! + fall[i]!)
    return lowest
  }

  /** Whether α y can only rise, or only fall, and every way that is open to it leads up. */
  #rests(i: number, rise: number, fall: number): boolean {
    const { slopes, rise: rises, fall: falls } = this.#field
    if (rises[i] !== 0) return -slopes[i]! > rise
    return falls[i] !== 0 && slopes[i]! > fall
  }

  /** What the field does not swap itself. */
  #swap(a: number, b: number): void {
    exchange(this.#signs, a, b)
    exchange(this.#bounds, a, b)
    exchange(this.#alpha, a, b)
    exchange(this.#status, a, b)
    exchange(this.#order, a, b)
  }

  #rho(): number {
    let freeCount = 0
    let sum = 0
    let upper = Infinity
    let lower = -Infinity
    for (let i = 0; i < this.#count; i++) {
      const slope = this.#field.slopes[i]!
      if (this.#status[i] === free) {
        freeCount++
        sum += slope
      } else if (this.#field.rise[i] === 0) upper = Math.min(upper, slope)
      else lower = Math.max(lower, slope)
    }
    return freeCount > 0 ? sum / freeCount : (upper + lower) / 2
  }
}

function exchange(values: Int8Array | Uint8Array | Int32Array | Float64Array, a: number, b: number): void {
  const held = values[a]!
  values[a] = values[b]!
  values[b] = held
}
