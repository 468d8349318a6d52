import { breathe, type Context } from '../../core/index.ts'
import { addPullback, linearScores } from '../linear-kernels.ts'
import { isNarrow } from '../linear-objective.ts'
import { cellsPerRow, inRowBlocks } from '../row-blocks.ts'
import { sampleDesign } from '../sample-design.ts'
import { addScaled, dot } from '../vector.ts'
import type { MarginProblem, MarginSolution } from './margin-problem.ts'
import { directDirection, iterativeDirection } from './squared-hinge-direction.ts'
import { squaredHingeLine } from './squared-hinge-line.ts'

export interface PrimalSettings {
  readonly tol: number
  readonly maxIter: number
  /** The solution of nearly the same problem, to begin with; at least one step leads away from it. */
  readonly start?: PrimalSolution | undefined
}

export interface PrimalSolution extends MarginSolution {
  /** How long the gradient is where w = 0, which is what `tol` is a share of. */
  readonly scale: number
}

/** So many steps on a sample of the rows cost less than one on all, and save half of those. */
const roughIterations = 12

/**
 * Minimizes ½ ‖w‖² + Σ price × max(0, 1 − sign × w·x)² by Newton's method with an exact search along each step. Only rows
 * within the margin bend the function, so that a step looks at few of them where the classes are well apart. It stops
 * as LIBLINEAR does: when the gradient is, in length, `tol` × the share of the rarer class × what it is where w = 0.
 *
 * C.-J. Lin, R. C. Weng, S. S. Keerthi, "Trust Region Newton Method for Large-Scale Logistic Regression", JMLR 9, 2008,
 * has the function and the truncated steps; S. S. Keerthi, D. DeCoste, "A Modified Finite Newton Method for Fast Solution
 * of Large Scale Linear SVMs", JMLR 6, 2005, the search along the line.
 */
export async function solveLinearPrimal(
  problem: MarginProblem,
  { tol, maxIter, start }: PrimalSettings,
  context: Context,
): Promise<PrimalSolution> {
  const { design, rows, signs, bias } = problem
  const { rowCount, columnCount } = design
  const perRow = cellsPerRow(design)
  const size = columnCount + 1
  const prices = new Float64Array(rowCount)
  let positives = 0
  for (const row of rows) {
    prices[row] = problem.prices[row]!
    if (signs[row] === 1) positives++
  }

  /** rises ← sign × X · vector. */
  async function riseAlong(vector: Float64Array, rises: Float64Array): Promise<void> {
    const coefficients = vector.slice()
    coefficients[columnCount]! *= bias
    await inRowBlocks(design, perRow + 10, context, (from, to) => {
      linearScores(design, coefficients, 1, rises, from, to)
      for (let row = from; row < to; row++) rises[row] = rises[row]! * signs[row]!
    })
  }

  /** gradient ← the gradient at w; curvature ← how much each row bends. */
  async function slopeAt(w: Float64Array, depths: Float64Array): Promise<void> {
    gradient.fill(0)
    await inRowBlocks(design, perRow + 10, context, (from, to) => {
      for (let row = from; row < to; row++) {
        const isInside = depths[row]! > 0
        curvature[row] = isInside ? 2 * prices[row]! : 0
        residuals[row] = isInside ? -2 * prices[row]! * depths[row]! * signs[row]! : 0
      }
      addPullback(design, residuals, 1, gradient, from, to)
    })
    gradient[columnCount]! *= bias
    addScaled(gradient, 1, w)
  }

  const gradient = new Float64Array(size)
  const curvature = new Float64Array(rowCount)
  const residuals = new Float64Array(rowCount)
  const rises = new Float64Array(rowCount)
  const depths = new Float64Array(rowCount).fill(1)
  const w = new Float64Array(size)
  if (!start) await slopeAt(w, depths)
  const first = start?.scale ?? Math.sqrt(dot(gradient, gradient))
  const rarer = Math.max(1, Math.min(positives, rows.length - positives)) / Math.max(1, rows.length)
  const enough = tol * rarer * first
  const direct = isNarrow(design, 1)
  const begin = start?.weights ?? (direct ? await roughStart(problem, prices, { tol, maxIter }, context) : undefined)
  if (begin) {
    w.set(begin)
    if (bias > 0) w[columnCount]! /= bias
    await riseAlong(w, rises)
    for (let row = 0; row < rowCount; row++) depths[row] = 1 - rises[row]!
    await slopeAt(w, depths)
  }
  let iterations = 0
  let norm = Math.sqrt(dot(gradient, gradient))
  while ((norm > enough || (start && iterations === 0 && norm > 0)) && iterations < maxIter) {
    await breathe(context, { stage: 'linearSvc', done: iterations, total: maxIter })
    const task = { design, bias, curvature, gradient }
    const direction = direct
      ? await directDirection(task, norm > 0.01 * first, context)
      : await iterativeDirection(task, Math.min(0.1, Math.sqrt(norm / first)), context)
    await riseAlong(direction, rises)
    const slope = dot(w, direction)
    const bend = dot(direction, direction)
    const length = await squaredHingeLine(depths, rises, prices, slope, bend, context)
    addScaled(w, length, direction)
    for (let row = 0; row < rowCount; row++) depths[row] = depths[row]! - length * rises[row]!
    await slopeAt(w, depths)
    iterations++
    const next = Math.sqrt(dot(gradient, gradient))
    // Where rounding is all that is left.
    if (next >= norm && norm <= 1e-12 * first) break
    norm = next
  }
  const weights = w.slice()
  weights[columnCount]! *= bias
  return { weights, iterations, converged: norm <= Math.max(enough, 1e-12 * first), scale: first }
}

/** Where a sample of the rows leads, if there are rows enough for one. */
async function roughStart(
  { design, signs, bias }: MarginProblem,
  prices: Float64Array,
  { tol, maxIter }: PrimalSettings,
  context: Context,
): Promise<Float64Array | undefined> {
  const codes = new Int32Array(signs.length)
  for (let row = 0; row < signs.length; row++) codes[row] = signs[row] === 1 ? 1 : 0
  await breathe(context)
  const sample = sampleDesign(design, { codes, weights: prices, classCount: 2 })
  if (!sample) return undefined
  const { target } = sample
  const rough: MarginProblem = {
    design: sample.design,
    rows: Int32Array.from(target.codes.keys()),
    signs: Int8Array.from(target.codes, (code) => (code === 1 ? 1 : -1)),
    prices: target.weights,
    bias,
  }
  const found = await solveLinearPrimal(rough, { tol, maxIter: Math.min(roughIterations, maxIter) }, context)
  return found.weights
}
