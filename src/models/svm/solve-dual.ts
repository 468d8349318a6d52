import { breathe, type Context, log } from '../../core/index.ts'
import type { KernelRows } from '../../kernels/index.ts'
import { RowCache } from './row-cache.ts'

export interface DualProblem {
  readonly rows: KernelRows
  /** ±1 a row. */
  readonly signs: Int8Array
  /** The upper bound of each α. */
  readonly bounds: Float64Array
}

export interface DualSettings {
  readonly tol: number
  readonly maxIter: number
  readonly shrinking: boolean
  readonly cacheBytes: number
  /** Told now and then which share of the way is behind, as the violation of the conditions shrinks to `tol`. */
  readonly tell: (share: number) => { readonly stage: string; readonly done: number; readonly total: number }
}

export interface DualSolution {
  /** ≥ 0, in the order of the rows as they were given. */
  readonly alpha: Float64Array
  readonly rho: number
  readonly converged: boolean
}

const atLower = 0
const free = 1
const atUpper = 2
/** What a curvature that is not positive is replaced by. */
const tau = 1e-12
/** So many multiplications between two breaths take less than a few milliseconds. */
const breath = 1_000_000

/**
 * Minimizes ½ Σ α_i α_j y_i y_j k(x_i, x_j) − Σ α_i with 0 ≤ α_i ≤ bound_i and Σ α_i y_i = 0, by sequential minimal
 * optimization: two α at a time, chosen by second-order information, rows that rest at a bound being left out of
 * sight meanwhile. Every step equals LIBSVM's.
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
  readonly #gradient: Float64Array
  /** The gradient with all α that are not at their upper bound taken as 0, plus 1. */
  readonly #fromBounds: Float64Array
  readonly #diagonal: Float64Array
  /** The row at each position. */
  readonly #order: Int32Array
  #active: number
  #unshrunk = false
  #first = -1
  #second = -1
  #gap = Infinity
  #work = 0

  constructor({ rows, signs, bounds }: DualProblem, settings: DualSettings, context: Context) {
    const count = rows.rowCount
    this.#settings = settings
    this.#context = context
    this.#count = count
    this.#signs = signs.slice()
    this.#cache = new RowCache(rows, signs.slice(), settings.cacheBytes)
    this.#bounds = bounds.slice()
    this.#alpha = new Float64Array(count)
    this.#status = new Uint8Array(count)
    this.#gradient = new Float64Array(count).fill(-1)
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
    for (let iteration = 0; iteration < maxIter; iteration++) {
      if (--untilShrinking === 0) {
        untilShrinking = period
        if (shrinking) await this.#shrink()
      }
      if (!this.#select()) {
        await this.#reconstruct()
        this.#active = this.#count
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
    if (!converged) {
      await this.#reconstruct()
      this.#active = this.#count
    }
    const alpha = new Float64Array(this.#count)
    for (let i = 0; i < this.#count; i++) alpha[this.#order[i]!] = this.#alpha[i]!
    return { alpha, rho: this.#rho(), converged }
  }

  async #breathe(): Promise<void> {
    this.#work = 0
    this.#cache.work = 0
    // The gap begins at 2 and ends below `tol`.
    const share = log(Math.min(2, this.#gap) / 2) / log(Math.min(1, this.#settings.tol) / 2)
    await breathe(this.#context, this.#settings.tell(Math.min(1, Math.max(0, share))))
  }

  /** Chooses the next pair; false where the conditions hold within `tol`. */
  #select(): boolean {
    const signs = this.#signs
    const status = this.#status
    const gradient = this.#gradient
    const active = this.#active
    let highest = -Infinity
    let first = -1
    for (let t = 0; t < active; t++) {
      if (signs[t] === 1) {
        if (status[t] !== atUpper && -gradient[t]! >= highest) {
          highest = -gradient[t]!
          first = t
        }
      } else if (status[t] !== atLower && gradient[t]! >= highest) {
        highest = gradient[t]!
        first = t
      }
    }
    this.#first = first
    if (first < 0) return false
    const lowest = this.#selectSecond(first, highest, this.#cache.row(first, active))
    this.#gap = highest + lowest
    return !(this.#gap < this.#settings.tol || this.#second < 0)
  }

  /** Sets the partner that promises the greatest decrease; gives the greatest violation on the other side. */
  #selectSecond(first: number, highest: number, row: Float32Array): number {
    const signs = this.#signs
    const status = this.#status
    const gradient = this.#gradient
    const diagonal = this.#diagonal
    const active = this.#active
    const own = diagonal[first]!
    const twice = 2 * signs[first]!
    let lowest = -Infinity
    let second = -1
    let best = Infinity
    for (let j = 0; j < active; j++) {
      const sign = signs[j]!
      if (status[j] === (sign === 1 ? atLower : atUpper)) continue
      const value = sign * gradient[j]!
      if (value >= lowest) lowest = value
      const difference = highest + value
      if (!(difference > 0)) continue
      let curvature = own + diagonal[j]! - twice * sign * row[j]!
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
    const oldI = alpha[i]!
    const oldJ = alpha[j]!
    const boundI = this.#bounds[i]!
    const boundJ = this.#bounds[j]!
    if (this.#signs[i] !== this.#signs[j]) {
      const curvature = this.#diagonal[i]! + this.#diagonal[j]! + 2 * rowI[j]!
      const delta = (-this.#gradient[i]! - this.#gradient[j]!) / (curvature > 0 ? curvature : tau)
      const difference = oldI - oldJ
      alpha[i] = oldI + delta
      alpha[j] = oldJ + delta
      if (difference > 0) {
        if (alpha[j]! < 0) this.#place(i, difference, j, 0)
      } else if (alpha[i]! < 0) this.#place(i, 0, j, -difference)
      if (difference > boundI - boundJ) {
        if (alpha[i]! > boundI) this.#place(i, boundI, j, boundI - difference)
      } else if (alpha[j]! > boundJ) this.#place(i, boundJ + difference, j, boundJ)
    } else {
      const curvature = this.#diagonal[i]! + this.#diagonal[j]! - 2 * rowI[j]!
      const delta = (this.#gradient[i]! - this.#gradient[j]!) / (curvature > 0 ? curvature : tau)
      const sum = oldI + oldJ
      alpha[i] = oldI - delta
      alpha[j] = oldJ + delta
      if (sum > boundI) {
        if (alpha[i]! > boundI) this.#place(i, boundI, j, sum - boundI)
      } else if (alpha[j]! < 0) this.#place(i, sum, j, 0)
      if (sum > boundJ) {
        if (alpha[j]! > boundJ) this.#place(i, sum - boundJ, j, boundJ)
      } else if (alpha[i]! < 0) this.#place(i, 0, j, sum)
    }
    addTwoRows(this.#gradient, rowI, alpha[i]! - oldI, rowJ, alpha[j]! - oldJ, active)
    this.#updateStatus(i)
    this.#updateStatus(j)
  }

  #place(i: number, alphaI: number, j: number, alphaJ: number): void {
    this.#alpha[i] = alphaI
    this.#alpha[j] = alphaJ
  }

  #updateStatus(i: number): void {
    const bound = this.#bounds[i]!
    const before = this.#status[i] === atUpper
    this.#status[i] = this.#alpha[i]! >= bound ? atUpper : this.#alpha[i]! <= 0 ? atLower : free
    const after = this.#status[i] === atUpper
    if (before === after) return
    const row = this.#cache.row(i, this.#count)
    addRow(this.#fromBounds, row, before ? -bound : bound, 0, this.#count)
    this.#work += this.#count
  }

  /** Makes the gradient of the rows that were out of sight true again. */
  async #reconstruct(): Promise<void> {
    const count = this.#count
    const active = this.#active
    const gradient = this.#gradient
    if (active === count) return
    let freeCount = 0
    for (let j = active; j < count; j++) gradient[j] = this.#fromBounds[j]! - 1
    for (let j = 0; j < active; j++) if (this.#status[j] === free) freeCount++
    if (freeCount * count > 2 * active * (count - active)) {
      for (let i = active; i < count; i++) {
        const row = this.#cache.row(i, active)
        let sum = gradient[i]!
        for (let j = 0; j < active; j++) if (this.#status[j] === free) sum += this.#alpha[j]! * row[j]!
        gradient[i] = sum
        this.#work += active
        if (this.#work + this.#cache.work > breath) await this.#breathe()
      }
    } else {
      for (let i = 0; i < active; i++) {
        if (this.#status[i] !== free) continue
        addRow(gradient, this.#cache.row(i, count), this.#alpha[i]!, active, count)
        this.#work += count - active
        if (this.#work + this.#cache.work > breath) await this.#breathe()
      }
    }
  }

  /** Puts rows out of sight that rest at a bound and are likely to stay there. */
  async #shrink(): Promise<void> {
    const { tol } = this.#settings
    const [up, low] = this.#violations()
    if (!this.#unshrunk && up + low <= tol * 10) {
      this.#unshrunk = true
      await this.#reconstruct()
      this.#active = this.#count
    }
    const pairs: [number, number][] = []
    for (let i = 0; i < this.#active; i++) {
      if (!this.#rests(i, up, low)) continue
      this.#active--
      while (this.#active > i) {
        if (!this.#rests(this.#active, up, low)) {
          this.#swap(i, this.#active)
          pairs.push([i, this.#active])
          break
        }
        this.#active--
      }
    }
    this.#cache.swap(pairs)
  }

  #violations(): [number, number] {
    let up = -Infinity
    let low = -Infinity
    for (let i = 0; i < this.#active; i++) {
      const sign = this.#signs[i]!
      const value = sign * this.#gradient[i]!
      const status = this.#status[i]
      if (status !== (sign === 1 ? atUpper : atLower) && -value >= up) up = -value
      if (status !== (sign === 1 ? atLower : atUpper) && value >= low) low = value
    }
    return [up, low]
  }

  #rests(i: number, up: number, low: number): boolean {
    const status = this.#status[i]
    if (status === free) return false
    const gradient = this.#gradient[i]!
    const positive = this.#signs[i] === 1
    if (status === atUpper) return -gradient > (positive ? up : low)
    return gradient > (positive ? low : up)
  }

  #swap(a: number, b: number): void {
    for (const values of [
      this.#signs,
      this.#bounds,
      this.#alpha,
      this.#status,
      this.#gradient,
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
      const sign = this.#signs[i]!
      const value = sign * this.#gradient[i]!
      const status = this.#status[i]
      if (status === free) {
        freeCount++
        sum += value
      } else if (status === (sign === 1 ? atLower : atUpper)) upper = Math.min(upper, value)
      else lower = Math.max(lower, value)
    }
    return freeCount > 0 ? sum / freeCount : (upper + lower) / 2
  }
}

function addTwoRows(
  target: Float64Array,
  a: Float32Array,
  factorA: number,
  b: Float32Array,
  factorB: number,
  length: number,
): void {
  for (let k = 0; k < length; k++) target[k] = target[k]! + (a[k]! * factorA + b[k]! * factorB)
}

function addRow(target: Float64Array, row: Float32Array, factor: number, from: number, to: number): void {
  for (let k = from; k < to; k++) target[k] = target[k]! + factor * row[k]!
}
