import { breathe, type Context, type Random } from '../../core/index.ts'
import type { Design } from '../design.ts'

export interface LinearDual {
  readonly design: Design
  /** The rows to learn from. */
  readonly rows: Int32Array
  /** ±1, by row of the design. */
  readonly signs: Int8Array
  /** C × weight, by row of the design, > 0 for the rows to learn from. */
  readonly prices: Float64Array
  readonly loss: 'hinge' | 'squaredHinge'
  /** The value of a column that stands beside the others, whose coefficient becomes the intercept; 0 for none. */
  readonly bias: number
}

export interface LinearDualSettings {
  readonly tol: number
  readonly maxIter: number
  readonly random: Random
}

export interface LinearDualSolution {
  /** One a column, then the intercept. */
  readonly weights: Float64Array
  readonly iterations: number
  readonly converged: boolean
}

/** So many multiplications between two breaths take about a millisecond. */
const breath = 500_000

/**
 * Minimizes ½ ‖w‖² + Σ price × loss(y w·x) by coordinate descent on the dual: one row at a time, in random order,
 * moves to its best α while w follows; rows that rest at a bound are passed over. It stops as LIBLINEAR does, when
 * the projected gradient spreads over no more than `tol` in a whole round.
 *
 * C.-J. Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008.
 */
export async function solveLinearDual(
  problem: LinearDual,
  { tol, maxIter, random }: LinearDualSettings,
  context: Context,
): Promise<LinearDualSolution> {
  const { design, rows, bias } = problem
  const descent = new Descent(problem)
  let order = Int32Array.from({ length: rows.length }, (_, i) => i)
  let iterations = 0
  let converged = false
  while (iterations < maxIter && !converged) {
    order = shuffled(order, descent.active, random.fork(iterations))
    descent.begin()
    while (!descent.advance(order)) await breathe(context)
    iterations++
    await breathe(context, { stage: 'linearSvc', done: iterations, total: maxIter })
    converged = descent.end(tol)
  }
  const weights = descent.w
  weights[design.columnCount] = weights[design.columnCount]! * bias
  return { weights, iterations, converged }
}

/** Where the numbers of a row stand in `#state`, side by side so that a visit touches one place of memory. */

const inverseAt = 1
const diagonalAt = 2
const upperAt = 3

class Descent {
  readonly w: Float64Array
  active: number
  readonly #problem: LinearDual
  /** Four numbers a row: α, 1 / curvature, diagonal, upper bound. */
  readonly #state: Float64Array
  /** Three a row: where its cells begin and end, and its sign. */
  readonly #places: Int32Array
  #next = 0
  #highest = -Infinity
  #lowest = Infinity
  /** Rows at a bound whose gradient lies beyond are passed over. */
  #limitUp = Infinity
  #limitDown = -Infinity

  constructor(problem: LinearDual) {
    const { design, rows, signs, prices, loss, bias } = problem
    const { cells, columnCount, starts } = design
    const squared = loss === 'squaredHinge'
    this.#problem = problem
    this.w = new Float64Array(columnCount + 1)
    this.active = rows.length
    this.#state = new Float64Array(rows.length * 4)
    this.#places = new Int32Array(rows.length * 3)
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      const diagonal = squared ? 0.5 / prices[row]! : 0
      this.#state[i * 4 + inverseAt] = 1 / (diagonal + bias * bias + squareOf(design, row))
      this.#state[i * 4 + diagonalAt] = diagonal
      this.#state[i * 4 + upperAt] = squared ? Infinity : prices[row]!
      this.#places[i * 3] = cells ? row * columnCount : starts[row]!
      this.#places[i * 3 + 1] = cells ? (row + 1) * columnCount : starts[row + 1]!
      this.#places[i * 3 + 2] = signs[row]!
    }
  }

  /** Begins a round. */
  begin(): void {
    this.#next = 0
    this.#highest = -Infinity
    this.#lowest = Infinity
  }

  /** Goes on with the round for a few milliseconds at most; true at its end. */
  advance(order: Int32Array): boolean {
    const { design, bias } = this.#problem
    const { cells, columnCount, indices } = design
    const values = cells ?? design.values
    const isDense = cells !== undefined
    const w = this.w
    const state = this.#state
    const places = this.#places
    const limitUp = this.#limitUp
    const limitDown = this.#limitDown
    let highest = this.#highest
    let lowest = this.#lowest
    let active = this.active
    let intercept = w[columnCount]!
    let s = this.#next
    let work = 0
    for (; s < active && work < breath; s++) {
      const i = order[s]!
      const from = places[i * 3]!
      const to = places[i * 3 + 1]!
      const sign = places[i * 3 + 2]!
      const value = state[i * 4]!
      let s0 = bias * intercept
      let s1 = 0
      let s2 = 0
      let s3 = 0
      const whole = to - 3
      let at = from
      if (isDense) {
        let j = 0
        for (; at < whole; at += 4, j += 4) {
          s0 += values[at]! * w[j]!
          s1 += values[at + 1]! * w[j + 1]!
          s2 += values[at + 2]! * w[j + 2]!
          s3 += values[at + 3]! * w[j + 3]!
        }
        for (; at < to; at++, j++) s0 += values[at]! * w[j]!
      } else {
        for (; at < whole; at += 4) {
          s0 += values[at]! * w[indices[at]!]!
          s1 += values[at + 1]! * w[indices[at + 1]!]!
          s2 += values[at + 2]! * w[indices[at + 2]!]!
          s3 += values[at + 3]! * w[indices[at + 3]!]!
        }
        for (; at < to; at++) s0 += values[at]! * w[indices[at]!]!
      }
      work += 10 + to - from
      const gradient = sign * (s0 + s1 + (s2 + s3)) - 1 + state[i * 4 + diagonalAt]! * value
      let projected = gradient
      if (value === 0) {
        if (gradient > limitUp) {
          order[s--] = order[--active]!
          order[active] = i
          continue
        }
        if (gradient > 0) projected = 0
      } else if (value === state[i * 4 + upperAt]!) {
        if (gradient < limitDown) {
          order[s--] = order[--active]!
          order[active] = i
          continue
        }
        if (gradient < 0) projected = 0
      }
      if (projected > highest) highest = projected
      if (projected < lowest) lowest = projected
      if (projected <= 1e-12 && projected >= -1e-12) continue
      const next = Math.min(Math.max(value - gradient * state[i * 4 + inverseAt]!, 0), state[i * 4 + upperAt]!)
      state[i * 4] = next
      const factor = (next - value) * sign
      intercept += factor * bias
      if (isDense) for (let j = 0, at = from; at < to; j++, at++) w[j] = w[j]! + factor * values[at]!
      else {
        for (let at = from; at < to; at++) {
          const j = indices[at]!
          w[j] = w[j]! + factor * values[at]!
        }
      }
      work += to - from
    }
    w[columnCount] = intercept
    this.#next = s
    this.#highest = highest
    this.#lowest = lowest
    this.active = active
    return s >= active
  }

  /** Ends a round; true where nothing is left to do. */
  end(tol: number): boolean {
    const all = this.#state.length / 4
    if (this.#highest - this.#lowest <= tol) {
      if (this.active === all) return true
      this.active = all
      this.#limitUp = Infinity
      this.#limitDown = -Infinity
    } else {
      this.#limitUp = this.#highest > 0 ? this.#highest : Infinity
      this.#limitDown = this.#lowest < 0 ? this.#lowest : -Infinity
    }
    return false
  }
}

/** The first `active` of them in random order. */
function shuffled(order: Int32Array, active: number, random: Random): Int32Array<ArrayBuffer> {
  const permutation = random.permutation(active)
  const next = new Int32Array(order)
  for (let s = 0; s < active; s++) next[s] = order[permutation[s]!]!
  return next
}

function squareOf({ cells, columnCount, starts, values }: Design, row: number): number {
  const from = cells ? row * columnCount : starts[row]!
  const to = cells ? from + columnCount : starts[row + 1]!
  const data = cells ?? values
  let sum = 0
  for (let at = from; at < to; at++) sum += data[at]! * data[at]!
  return sum
}
