import { type Context, type Labels, labelsFromCodes } from '../../core/index.ts'
import {
  accuracyBesideMajority,
  balancedAccuracy,
  bootstrapCells,
  bootstrapCounts,
  bootstrapIntervals,
  bootstrapScores,
  type Confusion,
  type Costs,
  classReport,
  cohenKappa,
  confusionMatrix,
  fBeta,
  geometricMean,
  type Interval,
  matthews,
  precision as precisionOf,
  recall as recallOf,
  specificity as specificityOf,
  wilsonInterval,
} from '../../evaluation/index.ts'
import { bare, figureOf } from './figure-of.ts'
import { groupInterval, numberedGroups } from './group-shares.ts'
import type { Figure } from './part-figures-schema.ts'

/** Up to so many classes every figure of every class gets a bootstrap interval; beyond, shares get Wilson's. */
export const mostResampled = 12

/** Beyond so many rows, and in groups, decisions are drawn as counts of the confusion matrix; else row by row. */
const mostDrawn = 50_000

/** What draws the resamples: a seed, and whole groups where there are some. */
export interface Drawing {
  readonly seed: number
  readonly groups: readonly string[] | undefined
}

type HardFigures = Readonly<Record<'precision' | 'recall' | 'specificity' | 'f1', Interval>>

/**
 * Figures of the decisions for and against one class. Shares of rows on their own have Wilson's interval, which says the
 * truth of few rows too; those of groups are drawn anew, unless every row is right, or none, of which resamples say nothing.
 */
export async function hardFigures(
  truth: Uint8Array,
  decided: Int32Array,
  code: number,
  drawing: Drawing,
  context: Context,
): Promise<HardFigures> {
  const taken = decided.map((other) => (other === code ? 1 : 0))
  const { f1, ...drawn } = await drawnFigures(truth, taken, drawing, context)
  const shares = hardShares(truth, taken, drawing.groups && numberedGroups(drawing.groups))
  const own = (name: keyof typeof shares): Interval => {
    const share = shares[name]
    return drawing.groups && share.value > 0 && share.value < 1 ? drawn[name] : share
  }
  return { precision: own('precision'), recall: own('recall'), specificity: own('specificity'), f1 }
}

/** Precision, recall and specificity without resampling: by Wilson's interval, of as many rows as groups are worth. */
export function hardShares(
  truth: Uint8Array,
  taken: ArrayLike<number>,
  groupOf: Int32Array | undefined,
): Omit<HardFigures, 'f1'> {
  if (!groupOf) {
    let [hits, alarms, support] = [0, 0, 0]
    for (let row = 0; row < truth.length; row++) {
      support += truth[row]!
      if (taken[row] !== 1) continue
      alarms++
      hits += truth[row]!
    }
    const others = truth.length - support
    return {
      precision: wilsonInterval(hits, alarms),
      recall: wilsonInterval(hits, support),
      specificity: wilsonInterval(others - (alarms - hits), others),
    }
  }
  const others = truth.map((one) => 1 - one)
  const passed = Uint8Array.from(taken, (one) => 1 - one)
  return {
    precision: groupInterval(truth, taken, groupOf),
    recall: groupInterval(taken, truth, groupOf),
    specificity: groupInterval(passed, others, groupOf),
  }
}

async function drawnFigures(
  truth: Uint8Array,
  taken: Int32Array,
  drawing: Drawing,
  context: Context,
): Promise<HardFigures> {
  if (!drawnByCount(taken.length, drawing)) {
    return bootstrapScores(truth, Float64Array.from(taken), drawing, context)
  }
  const codes = Int32Array.from(truth)
  const classes = [0, 1]
  const { counts } = confusionMatrix(labelsFromCodes(codes, classes), labelsFromCodes(taken, classes))
  const statistic = (cells: Float64Array): number[] => {
    const confusion = { classes, counts: cells }
    const options = { positive: 1 }
    return [
      precisionOf(confusion, options),
      recallOf(confusion, options),
      specificityOf(confusion, options),
      fBeta(confusion, options),
    ]
  }
  const [precision, recall, specificity, f1] = await bootstrapCounts(counts, statistic, { seed: drawing.seed }, context)
  return { precision: precision!, recall: recall!, specificity: specificity!, f1: f1! }
}

function drawnByCount(rowCount: number, { groups }: Drawing): boolean {
  return groups === undefined && rowCount > mostDrawn
}

/** Figures of the decisions. The confusion matrix of each resample is counted anew; many classes get no intervals. */
export async function decisionFigures(
  y: Labels,
  decided: Int32Array,
  confusion: Confusion,
  costs: Costs | undefined,
  drawing: Drawing,
  context: Context,
): Promise<Record<string, Figure>> {
  const classCount = y.classes.length
  const names = ['macroF1', 'balancedAccuracy', 'geometricMean', 'matthews', 'kappa', 'accuracy', 'majorityAccuracy']
  if (classCount === 2) names.push('f1')
  if (costs) names.push('costPerRow')
  function figures(counts: Float64Array): number[] {
    const confusion = { classes: y.classes, counts }
    const { accuracy, majority } = accuracyBesideMajority(confusion)
    const report = classReport(confusion)
    const values = [
      report.macro.f1,
      balancedAccuracy(confusion),
      geometricMean(confusion),
      matthews(confusion),
      cohenKappa(confusion),
      accuracy,
      majority,
    ]
    if (classCount === 2) values.push(fBeta(confusion, { average: 'binary' }))
    if (costs) values.push(costOf(counts, costs))
    return values
  }
  if (classCount > mostResampled) {
    const values = figures(confusion.counts)
    return Object.fromEntries(names.map((name, index) => [name, bare(values[index]!)]))
  }
  const named = (intervals: readonly Interval[]) =>
    Object.fromEntries(names.map((name, index) => [name, figureOf(intervals[index]!)]))
  if (drawnByCount(y.codes.length, drawing)) {
    return named(await bootstrapCounts(confusion.counts, figures, { seed: drawing.seed }, context))
  }
  const cellOf = y.codes.map((code, row) => code * classCount + decided[row]!)
  if (drawing.groups) return named(await bootstrapCells(cellOf, classCount * classCount, figures, drawing, context))
  const counts = new Float64Array(classCount * classCount)
  const statistic = (multiplicities: Float64Array): number[] => {
    counts.fill(0)
    for (let row = 0; row < cellOf.length; row++) counts[cellOf[row]!]! += multiplicities[row]!
    return figures(counts)
  }
  return named(await bootstrapIntervals(y.codes.length, statistic, drawing, context))
}

function costOf(counts: Float64Array, costs: Costs): number {
  let cost = 0
  let rows = 0
  for (const [truth, row] of costs.entries()) {
    for (const [taken, price] of row.entries()) {
      cost += counts[truth * costs.length + taken]! * price
      rows += counts[truth * costs.length + taken]!
    }
  }
  return cost / rows
}
