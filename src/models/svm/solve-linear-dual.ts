import { breathe, type Context, type Random } from '../../core/index.ts'
import { type DescentRound, type SparseDescent, sparseDescent } from '../../kernels/index.ts'
import type { Design } from '../design.ts'
import type { MarginProblem, MarginSolution } from './margin-problem.ts'
import { plainDescent } from './plain-descent.ts'

export interface DualTask extends MarginProblem {
  readonly loss: 'hinge' | 'squaredHinge'
}

export interface DescentSettings {
  readonly tol: number
  readonly maxIter: number
  readonly random: Random
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
  problem: DualTask,
  { tol, maxIter, random }: DescentSettings,
  context: Context,
): Promise<MarginSolution> {
  const { design, rows, bias } = problem
  const { cells, columnCount, indices, values } = design
  const descent =
    (cells ? undefined : await sparseDescent(rows.length, columnCount, indices, values)) ??
    plainDescent(design, rows.length)
  prepare(problem, descent)
  const round: DescentRound & { limitUp: number; limitDown: number } = {
    intercept: 0,
    bias,
    // Rows at a bound whose gradient lies beyond are passed over.
    limitUp: Infinity,
    limitDown: -Infinity,
    highest: -Infinity,
    lowest: Infinity,
    next: 0,
    active: rows.length,
  }
  let iterations = 0
  let converged = false
  while (iterations < maxIter && !converged) {
    shuffle(descent.order, round.active, random.fork(iterations))
    round.next = 0
    round.highest = -Infinity
    round.lowest = Infinity
    descent.advance(round, breath)
    while (round.next < round.active) {
      await breathe(context)
      descent.advance(round, breath)
    }
    iterations++
    await breathe(context, { stage: 'linearSvc', done: iterations, total: maxIter })
    if (round.highest - round.lowest > tol) {
      round.limitUp = round.highest > 0 ? round.highest : Infinity
      round.limitDown = round.lowest < 0 ? round.lowest : -Infinity
      continue
    }
    // What was passed over has the last word.
    converged = round.active === rows.length
    round.active = rows.length
    round.limitUp = Infinity
    round.limitDown = -Infinity
  }
  const weights = descent.w.slice()
  weights[columnCount] = round.intercept * bias
  return { weights, iterations, converged }
}

function prepare({ design, rows, signs, prices, loss, bias }: DualTask, descent: SparseDescent): void {
  const { cells, columnCount, starts } = design
  const { state, places, order } = descent
  const squared = loss === 'squaredHinge'
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const diagonal = squared ? 0.5 / prices[row]! : 0
    state[i * 4 + 1] = 1 / (diagonal + bias * bias + squareOf(design, row))
    state[i * 4 + 2] = diagonal
    state[i * 4 + 3] = squared ? Infinity : prices[row]!
    places[i * 3] = cells ? row * columnCount : starts[row]!
    places[i * 3 + 1] = cells ? (row + 1) * columnCount : starts[row + 1]!
    places[i * 3 + 2] = signs[row]!
    order[i] = i
  }
}

/** Puts the first `active` of them in random order. */
function shuffle(order: Int32Array, active: number, random: Random): void {
  const permutation = random.permutation(active)
  const before = order.slice(0, active)
  for (let s = 0; s < active; s++) order[s] = before[permutation[s]!]!
}

function squareOf({ cells, columnCount, starts, values }: Design, row: number): number {
  const from = cells ? row * columnCount : starts[row]!
  const to = cells ? from + columnCount : starts[row + 1]!
  const data = cells ?? values
  let sum = 0
  for (let at = from; at < to; at++) sum += data[at]! * data[at]!
  return sum
}
