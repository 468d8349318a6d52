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
  const { design, rows, signs, prices, loss, bias } = problem
  const { columnCount } = design
  const count = rows.length
  const squared = loss === 'squaredHinge'
  const w = new Float64Array(columnCount + 1)
  const alpha = new Float64Array(count)
  const diagonal = Float64Array.from(rows, (row) => (squared ? 0.5 / prices[row]! : 0))
  const upper = Float64Array.from(rows, (row) => (squared ? Infinity : prices[row]!))
  const curvature = Float64Array.from(rows, (row, i) => diagonal[i]! + bias * bias + squareOf(design, row))
  let order = Int32Array.from({ length: count }, (_, i) => i)
  let active = count
  let limitUp = Infinity
  let limitDown = -Infinity
  let work = 0
  let iterations = 0
  let converged = false

  while (iterations < maxIter && !converged) {
    order = shuffled(order, active, random.fork(iterations))
    let highest = -Infinity
    let lowest = Infinity
    for (let s = 0; s < active; s++) {
      const i = order[s]!
      const row = rows[i]!
      const sign = signs[row]!
      const value = alpha[i]!
      const gradient = sign * (scoreOf(design, row, w) + bias * w[columnCount]!) - 1 + diagonal[i]! * value
      work += 20
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
      if (projected > 1e-12 || projected < -1e-12) {
        const next = Math.min(Math.max(value - gradient / curvature[i]!, 0), upper[i]!)
        alpha[i] = next
        work += addRowTo(design, row, w, (next - value) * sign)
        w[columnCount] = w[columnCount]! + bias * (next - value) * sign
      }
      if (work < breath) continue
      work = 0
      await breathe(context)
    }
    iterations++
    await breathe(context, { stage: 'linearSvc', done: iterations, total: maxIter })
    if (highest - lowest <= tol) {
      if (active === count) converged = true
      active = count
      limitUp = Infinity
      limitDown = -Infinity
    } else {
      limitUp = highest > 0 ? highest : Infinity
      limitDown = lowest < 0 ? lowest : -Infinity
    }
  }
  w[columnCount] = w[columnCount]! * bias
  return { weights: w, iterations, converged }
}

/** The first `active` of them in random order. */
function shuffled(order: Int32Array, active: number, random: Random): Int32Array<ArrayBuffer> {
  const permutation = random.permutation(active)
  const next = new Int32Array(order)
  for (let s = 0; s < active; s++) next[s] = order[permutation[s]!]!
  return next
}

function scoreOf({ cells, columnCount, starts, indices, values }: Design, row: number, w: Float64Array): number {
  let sum = 0
  if (cells) {
    const from = row * columnCount
    for (let j = 0; j < columnCount; j++) sum += cells[from + j]! * w[j]!
    return sum
  }
  const end = starts[row + 1]!
  for (let at = starts[row]!; at < end; at++) sum += values[at]! * w[indices[at]!]!
  return sum
}

/** Adds a multiple of a row to w; gives the number of cells. */
function addRowTo(
  { cells, columnCount, starts, indices, values }: Design,
  row: number,
  w: Float64Array,
  factor: number,
): number {
  if (cells) {
    const from = row * columnCount
    for (let j = 0; j < columnCount; j++) w[j] = w[j]! + factor * cells[from + j]!
    return columnCount
  }
  const start = starts[row]!
  const end = starts[row + 1]!
  for (let at = start; at < end; at++) {
    const j = indices[at]!
    w[j] = w[j]! + factor * values[at]!
  }
  return end - start
}

function squareOf({ cells, columnCount, starts, values }: Design, row: number): number {
  const from = cells ? row * columnCount : starts[row]!
  const to = cells ? from + columnCount : starts[row + 1]!
  const data = cells ?? values
  let sum = 0
  for (let at = from; at < to; at++) sum += data[at]! * data[at]!
  return sum
}
