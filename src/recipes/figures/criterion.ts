import type { Labels } from '../../core/index.ts'
import {
  averagePrecision,
  chooseThreshold,
  costDecision,
  expectedCost,
  type Goal,
  precisionRecallCurve,
} from '../../evaluation/index.ts'

/** What candidates are compared by. */
export interface Criterion {
  readonly name: 'averagePrecision' | 'precisionAtRecall' | 'recallAtPrecision' | 'costPerRow'
  readonly higherIsBetter: boolean
  /** Between which figures it lies. */
  readonly bounds: readonly [number, number]
  /** One figure from the probabilities (`rows × classes`) of held-out rows; NaN where the rows allow none. */
  measure(proba: Float64Array, y: Labels): number
}

/** Precision at the asked recall, recall at the asked precision, cost a row; average precision where nothing is asked. */
export function criterionFor(goal: Goal | undefined): Criterion {
  if (!goal) return byClass('averagePrecision', averagePrecision)
  if ('costs' in goal) {
    const { costs } = goal
    const measure = (proba: Float64Array, y: Labels) =>
      y.classes.length === 2
        ? chooseThreshold(y.codes, scoresOf(proba, 2, 1), goal).expectedCost!
        : expectedCost(y, costDecision(proba, costs), costs).perRow
    return { name: 'costPerRow', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY], measure }
  }
  const { recall, precision } = goal
  if (recall !== undefined)
    return byClass('precisionAtRecall', (truth, scores) => bestWhere(truth, scores, 'recall', recall))
  return byClass('recallAtPrecision', (truth, scores) => bestWhere(truth, scores, 'precision', precision!))
}

/** The same for all: the mean over the classes of average precision, each against the rest. */
export const averagePrecisionCriterion: Criterion = byClass('averagePrecision', averagePrecision)

/** The scores of one class out of row-major probabilities. */
export function scoresOf(proba: Float64Array, classCount: number, code: number): Float64Array {
  const scores = new Float64Array(proba.length / classCount)
  for (let row = 0; row < scores.length; row++) scores[row] = proba[row * classCount + code]!
  return scores
}

/** 1 for the rows of one class, 0 for the rest. */
export function truthOf(y: Labels, code: number): Uint8Array {
  const truth = new Uint8Array(y.codes.length)
  for (let row = 0; row < truth.length; row++) truth[row] = y.codes[row] === code ? 1 : 0
  return truth
}

function byClass(name: Criterion['name'], figure: (truth: Uint8Array, scores: Float64Array) => number): Criterion {
  return {
    name,
    higherIsBetter: true,
    bounds: [0, 1],
    measure(proba, y) {
      const classCount = y.classes.length
      let sum = 0
      let seen = 0
      for (let code = classCount === 2 ? 1 : 0; code < classCount; code++) {
        const truth = truthOf(y, code)
        if (!truth.includes(1)) continue
        sum += figure(truth, scoresOf(proba, classCount, code))
        seen++
      }
      return sum / seen
    },
  }
}

/** The best precision among the points of at least that recall, or the reverse; 0 where there is none. */
function bestWhere(truth: Uint8Array, scores: Float64Array, asked: 'recall' | 'precision', least: number): number {
  const curve = precisionRecallCurve(truth, scores)
  const other = asked === 'recall' ? curve.precision : curve.recall
  let best = 0
  for (let i = 0; i < curve.thresholds.length; i++) if (curve[asked][i]! >= least && other[i]! > best) best = other[i]!
  return best
}
