import { takeRows, takeSparseRows } from '../core/index.ts'
import type { Loss, LossTarget } from '../losses/index.ts'
import { type RoundScoring, scoreRound } from './boosting/score-round.ts'
import type { ClassificationTask } from './define-classifier.ts'
import { plainDesign } from './design.ts'
import { linearScores } from './linear-kernels.ts'

/** Rows set aside, and how good each iteration of a linear model was on them. */
export interface LinearJury {
  /** Scores the coefficients; true where none of the last iterations was better than the best before them. */
  readonly hear: (x: Float64Array) => boolean
  readonly scores: readonly number[]
  isDecided(): boolean
  /** Counts from 1; 0 before any. */
  bestIteration(): number
  /** The coefficients that scored best, else those given. */
  best(otherwise: Float64Array): Float64Array
}

/** `expand` turns what the solver works on into feature-major coefficients of all columns. */
export function linearJury(
  { X, codes, weights, classCount }: ClassificationTask,
  rows: Int32Array,
  loss: Loss,
  { scoring, nIterNoChange }: { readonly scoring: RoundScoring; readonly nIterNoChange: number },
  expand: (x: Float64Array) => Float64Array,
): LinearJury {
  const design = plainDesign(X.format === 'csr' ? takeSparseRows(X, rows) : takeRows(X, rows))
  const width = loss.scoresPerRow(classCount)
  const held = new Float64Array(rows.length * width)
  const target: LossTarget = {
    codes: Int32Array.from(rows, (row) => codes[row]!),
    weights: Float64Array.from(rows, (row) => weights[row]!),
    classCount,
  }
  const scores: number[] = []
  let best: Float64Array | undefined
  let bestAt = 0
  const isDecided = () => scores.length - bestAt >= nIterNoChange

  function hear(x: Float64Array): boolean {
    const whole = expand(x)
    linearScores(design, whole, width, held, 0, rows.length)
    const score = scoreRound(scoring, loss, target, held)
    scores.push(score)
    if (best === undefined || score > scores[bestAt - 1]!) {
      best = whole === x ? x.slice() : whole
      bestAt = scores.length
    }
    return isDecided()
  }

  return { hear, scores, isDecided, bestIteration: () => bestAt, best: (otherwise) => best ?? otherwise }
}
