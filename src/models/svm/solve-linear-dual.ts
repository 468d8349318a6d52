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

class Descent {
  readonly w: Float64Array
  active: number
  readonly #problem: LinearDual
  readonly #alpha: Float64Array
  readonly #diagonal: Float64Array
  readonly #upper: Float64Array
  readonly #curvature: Float64Array
  #next = 0
  #highest = -Infinity
  #lowest = Infinity
  /** Rows at a bound whose gradient lies beyond are passed over. */
  #limitUp = Infinity
  #limitDown = -Infinity

  constructor(problem: LinearDual) {
    const { design, rows, prices, loss, bias } = problem
    const squared = loss === 'squaredHinge'
    this.#problem = problem
    this.w = new Float64Array(design.columnCount + 1)
    this.active = rows.length
    this.#alpha = new Float64Array(rows.length)
    this.#diagonal = Float64Array.from(rows, (row) => (squared ? 0.5 / prices[row]! : 0))
    this.#upper = Float64Array.from(rows, (row) => (squared ? Infinity : prices[row]!))
    this.#curvature = Float64Array.from(rows, (row, i) => this.#diagonal[i]! + bias * bias + squareOf(design, row))
  }

  /** Begins a round. */
  begin(): void {
    this.#next = 0
    this.#highest = -Infinity
    this.#lowest = Infinity
  }

  /** Goes on with the round for a few milliseconds at most; true at its end. */
  advance(order: Int32Array): boolean {
    const { design, rows, signs, bias } = this.#problem
    const { cells, columnCount, starts, indices } = design
    const values = cells ?? design.values
    const w = this.w
    const alpha = this.#alpha
    const diagonal = this.#diagonal
    const upper = this.#upper
    const curvature = this.#curvature
    const limitUp = this.#limitUp
    const limitDown = this.#limitDown
    let highest = this.#highest
    let lowest = this.#lowest
    let active = this.active
    let s = this.#next
    let work = 0
    for (; s < active && work < breath; s++) {
      const i = order[s]!
      const row = rows[i]!
      const sign = signs[row]!
      const value = alpha[i]!
      const from = cells ? row * columnCount : starts[row]!
      const to = cells ? from + columnCount : starts[row + 1]!
      let score = bias * w[columnCount]!
      if (cells) for (let j = 0, at = from; at < to; j++, at++) score += values[at]! * w[j]!
      else for (let at = from; at < to; at++) score += values[at]! * w[indices[at]!]!
      work += 10 + to - from
      const gradient = sign * score - 1 + diagonal[i]! * value
      let projected = gradient
      if (value === 0) {
        if (gradient > limitUp) {
          order[s--] = order[--active]!
          order[active] = i
          continue
        }
        if (gradient > 0) projected = 0
      } else if (value === upper[i]) {
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
      const next = Math.min(Math.max(value - gradient / curvature[i]!, 0), upper[i]!)
      alpha[i] = next
      const factor = (next - value) * sign
      w[columnCount] = w[columnCount]! + factor * bias
      if (cells) for (let j = 0, at = from; at < to; j++, at++) w[j] = w[j]! + factor * values[at]!
      else {
        for (let at = from; at < to; at++) {
          const j = indices[at]!
          w[j] = w[j]! + factor * values[at]!
        }
      }
      work += to - from
    }
    this.#next = s
    this.#highest = highest
    this.#lowest = lowest
    this.active = active
    return s >= active
  }

  /** Ends a round; true where nothing is left to do. */
  end(tol: number): boolean {
    if (this.#highest - this.#lowest <= tol) {
      if (this.active === this.#alpha.length) return true
      this.active = this.#alpha.length
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
