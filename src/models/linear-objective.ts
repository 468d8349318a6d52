import type { Context } from '../core/index.ts'
import type { Loss, LossTarget } from '../losses/index.ts'
import { cellCount, type Design } from './design.ts'
import type { Objective } from './lbfgs.ts'
import { addDiagonal, addHessian, inverseOf } from './linear-curvature.ts'
import { addPullback, linearScores } from './linear-kernels.ts'
import { cellsPerRow, inRowBlocks } from './row-blocks.ts'
import { thinCurvature } from './thin-curvature.ts'

export interface LinearProblem {
  readonly design: Design
  readonly loss: Loss
  readonly target: LossTarget
  /** What the summed loss is multiplied with. */
  readonly C: number
  readonly fitIntercept: boolean
}

/** Beyond so many columns a whole Hessian costs more than the iterations that it saves. */
const widestHessian = 600
/** What a Hessian may cost, in passes over the data. */
const hessianWorth = 40
/**
 * C × Σ loss + ½ Σ w², the intercepts free of the penalty, as a function of the coefficients: feature-major,
 * `(columns + 1) × scores`, the intercepts last. One pass over the data gives scores, loss and gradient.
 *
 * The preconditioner is the inverse Hessian, one block a score, where the design is narrow; else that of its diagonal.
 */
export function linearObjective({ design, loss, target, C, fitIntercept }: LinearProblem): Objective {
  const { rowCount, columnCount } = design
  const width = loss.scoresPerRow(target.classCount)
  const gentle = loss.damped ?? loss
  const scores = new Float64Array(rowCount * width)
  const derivative = new Float64Array(rowCount * width)
  /** Where `scores` are from. */
  const looked = new Float64Array((columnCount + 1) * width).fill(NaN)
  const penalized = columnCount * width
  // Stands for the curvature along an intercept where no row bends the loss.
  const totalWeight = target.weights.reduce((sum, weight) => sum + weight, 0)
  const perRow = cellsPerRow(design)

  async function evaluate(x: Float64Array, gradient: Float64Array, context: Context): Promise<number> {
    let sum = 0
    looked.set(x)
    gradient.fill(0)
    await inRowBlocks(design, perRow * width * 2 + 10 * width, context, (from, to) => {
      linearScores(design, x, width, scores, from, to)
      sum += loss.evaluate(target, scores, derivative, undefined, from, to)
      addPullback(design, derivative, width, gradient, from, to)
    })
    let squares = 0
    for (let i = 0; i < penalized; i++) {
      squares += x[i]! * x[i]!
      gradient[i] = C * gradient[i]! + x[i]!
    }
    for (let i = penalized; i < x.length; i++) gradient[i] = fitIntercept ? C * gradient[i]! : 0
    return C * sum + squares / 2
  }

  async function preconditioner(x: Float64Array, context: Context): Promise<(vector: Float64Array) => void> {
    const curvature = new Float64Array(rowCount * width)
    const known = looked.every((value, i) => value === x[i])
    await inRowBlocks(design, perRow * width + 10 * width, context, (from, to) => {
      if (!known) linearScores(design, x, width, scores, from, to)
      gentle.evaluate(target, scores, undefined, curvature, from, to)
      for (let at = from * width; at < to * width; at++) curvature[at] = C * curvature[at]!
    })
    const whole = isNarrow(design, width) ? wholeHessian : diagonalHessian
    return await whole(curvature, context)
  }

  async function diagonalHessian(curvature: Float64Array, context: Context) {
    const diagonal = new Float64Array(penalized + width)
    await inRowBlocks(design, perRow * width, context, (from, to) =>
      addDiagonal(design, curvature, width, diagonal, from, to),
    )
    for (let i = 0; i < penalized; i++) diagonal[i] = 1 / (diagonal[i]! + 1)
    for (let i = penalized; i < diagonal.length; i++) {
      const bend = diagonal[i] === 0 ? C * totalWeight : Math.max(diagonal[i]!, 1e-12)
      diagonal[i] = fitIntercept ? 1 / bend : 1
    }
    return (vector: Float64Array) => {
      for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! * diagonal[i]!
    }
  }

  async function wholeHessian(curvature: Float64Array, context: Context) {
    const size = columnCount + 1
    const hessians: Float64Array[] = []
    let taken: readonly Float64Array[] = [curvature]
    for (let k = 0; k < width; k++) {
      const hessian = new Float64Array(size * size)
      if (width > 1 && k % together === 0) taken = takeScores(curvature, width, k, Math.min(together, width - k))
      const own = taken[width > 1 ? k % together : 0]!
      const thinned = thinCurvature(own, columnCount) ?? own
      await inRowBlocks(design, (perRow * perRow) / 2, context, (from, to) =>
        addHessian(design, thinned, hessian, from, to),
      )
      for (let j = 0; j < columnCount; j++) hessian[j * size + j]! += 1
      if (hessian[size * size - 1] === 0) hessian[size * size - 1] = C * totalWeight
      if (!fitIntercept) {
        hessian.fill(0, columnCount * size, size * size)
        hessian[size * size - 1] = 1
      }
      hessians.push(hessian)
    }
    return inverseOf(hessians, size)
  }

  return { evaluate, preconditioner }
}

/** As many scores as a line of the cache holds are taken out of the rows at a time. */
const together = 8

/** What stands in every row for `count` of its scores from `first` on, one array a score. */
function takeScores(cells: Float64Array, width: number, first: number, count: number): Float64Array[] {
  const taken = Array.from({ length: count }, () => new Float64Array(cells.length / width))
  for (let row = 0, at = first; at < cells.length; row++, at += width) {
    for (let k = 0; k < count; k++) taken[k]![row] = cells[at + k]!
  }
  return taken
}

/** Whether a whole Hessian is worth its price. */
export function isNarrow(design: Design, width: number): boolean {
  const size = design.columnCount + 1
  if (size > widestHessian) return false
  const perRow = cellCount(design) / Math.max(1, design.rowCount)
  const price = width * ((design.rowCount * perRow * perRow) / 2 + (size * size * size) / 6)
  const pass = design.rowCount * width * (2 * perRow + 20)
  return price <= hessianWorth * pass || size * size * size * width < 1e7
}
