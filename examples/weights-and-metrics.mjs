// The class-weight and metric exercise: what balanced weights are, and what each figure says of one set of decisions.
//
//   node examples/weights-and-metrics.mjs
import { labels, labelsFromCodes } from 'evenkeel/core'
import {
  averagePrecision,
  balancedAccuracy,
  brier,
  classReport,
  cohenKappa,
  confusionMatrix,
  fBeta,
  geometricMean,
  indexBalancedAccuracy,
  logLoss,
  matthews,
  rocAuc,
} from 'evenkeel/evaluation'
import { classWeights } from 'evenkeel/losses'

// 18,400 comments are fine and 1,600 toxic. Balanced weights make both classes count the same: N / (2 × rows).
const y = labels(Array.from({ length: 20_000 }, (_, row) => (row < 18_400 ? 'fine' : 'toxic')))
const [fine, toxic] = classWeights(y, 'balanced')
console.log(`balanced weights of 18,400 and 1,600: ${fine.toFixed(2)} and ${toxic.toFixed(2)}`)

// Twenty rows, four of them positive, and a score for each.
const truth = [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0]
const scores = Float64Array.of(
  0.1,
  0.2,
  0.15,
  0.3,
  0.05,
  0.4,
  0.35,
  0.8,
  0.55,
  0.45,
  0.12,
  0.22,
  0.9,
  0.33,
  0.6,
  0.38,
  0.02,
  0.18,
  0.27,
  0.5,
)
const codes = Int32Array.from(truth)
const judged = labelsFromCodes(codes, [0, 1])
const decided = labelsFromCodes(
  Int32Array.from(scores, (score) => (score >= 0.5 ? 1 : 0)),
  [0, 1],
)
const confusion = confusionMatrix(judged, decided)
const { perClass } = classReport(confusion)
const proba = Float64Array.from({ length: 40 }, (_, cell) =>
  cell % 2 === 1 ? scores[cell >> 1] : 1 - scores[cell >> 1],
)
const right = truth.filter((value, row) => value === decided.codes[row]).length / truth.length
const figures = {
  accuracy: [right, `always saying 0 would reach ${(16 / 20).toFixed(2)}`],
  'average precision': [averagePrecision(codes, scores), 'the order of the scores, seen from the positives'],
  'ROC-AUC': [rocAuc(codes, scores), 'the order of the scores; forgiving where positives are rare'],
  'Brier score': [brier(judged, proba), 'the size of the scores as probabilities; less is better'],
  'log loss': [logLoss(judged, proba), 'the same, harder on sure mistakes; less is better'],
  precision: [perClass[1].precision, 'of the alarms, how many are right'],
  recall: [perClass[1].recall, 'of the positives, how many are found'],
  specificity: [perClass[1].specificity, 'of the negatives, how many are left alone'],
  F1: [perClass[1].f1, 'precision and recall in one'],
  F2: [fBeta(confusion, { beta: 2 }), 'recall counts twice as much'],
  'balanced accuracy': [balancedAccuracy(confusion), 'the mean of both recalls'],
  'geometric mean': [geometricMean(confusion), 'the root of their product: 0 as soon as a class is never found'],
  'index of balanced accuracy': [indexBalancedAccuracy(confusion)[1], 'that, leaning to the positive class'],
  'Matthews correlation': [matthews(confusion), '0 is chance, whatever the shares'],
  'Cohen’s kappa': [cohenKappa(confusion), 'agreement beyond chance'],
}
for (const [name, [value, meaning]] of Object.entries(figures)) {
  console.log(`${name.padEnd(27)} ${value.toFixed(6)}   ${meaning}`)
}
