import { type Context, type Labels, labelsFromCodes, within } from '../core/index.ts'
import {
  accuracyBesideMajority,
  averagePrecision,
  balancedAccuracy,
  bootstrapCounts,
  bootstrapIntervals,
  bootstrapScores,
  brier,
  type Confusion,
  classReport,
  cohenKappa,
  confusionMatrix,
  expectedCost,
  fBeta,
  geometricMean,
  type Interval,
  logLoss,
  matthews,
  precision as precisionOf,
  recall as recallOf,
  specificity as specificityOf,
  wilsonInterval,
} from '../evaluation/index.ts'
import { scoresOf, truthOf } from './criterion.ts'
import type { Figure, PartFigures } from './part-figures-schema.ts'

/** Beyond so many classes the confusion matrix is left out. */
const largestConfusion = 200

/** Up to so many classes every figure of every class gets a bootstrap interval; beyond, shares get Wilson's. */
const mostResampled = 12

/** Beyond so many rows decisions are drawn as counts of the confusion matrix; up to it, and in groups, row by row. */
const mostDrawn = 50_000

type Costs = readonly (readonly number[])[]

/** A figure for JSON, where NaN has no place. */
export function figureOf({ value, low, high }: Interval): Figure {
  const known = (number: number): number | null => (Number.isFinite(number) ? number : null)
  return { value: known(value), low: known(low), high: known(high) }
}

function bare(value: number): Figure {
  return figureOf({ value, low: Number.NaN, high: Number.NaN })
}

/** Every figure of one part, from calibrated probabilities and the decided class codes. */
export async function partFigures(
  y: Labels,
  proba: Float64Array,
  decided: Int32Array,
  costs: Costs | undefined,
  seed: number,
  groups: readonly string[] | undefined,
  context: Context,
): Promise<PartFigures> {
  const classCount = y.classes.length
  const confusion = confusionMatrix(y, { ...y, codes: decided })
  const drawing = { seed, groups }
  const inside = within(context, 'intervals')
  const classes: PartFigures['classes'] = []
  let soft: SoftFigures | undefined
  for (let code = 0; code < classCount; code++) {
    const found = await classFigures(y, proba, decided, code, confusion, drawing, inside)
    classes.push(found.figures)
    soft = found.soft
  }
  const decisions = await decisionFigures(y, decided, confusion, costs, drawing, inside)
  return {
    rows: y.codes.length,
    figures: { ...(await scoreFigures(y, proba, soft, drawing, context)), ...decisions },
    classes,
    confusion: Array.from({ length: classCount <= largestConfusion ? classCount : 0 }, (_, row) =>
      Array.from(confusion.counts.subarray(row * classCount, (row + 1) * classCount)),
    ),
  }
}

type SoftFigures = Awaited<ReturnType<typeof bootstrapScores>>

interface Drawing {
  readonly seed: number
  readonly groups: readonly string[] | undefined
}

async function classFigures(
  y: Labels,
  proba: Float64Array,
  decided: Int32Array,
  code: number,
  { counts, classes }: Confusion,
  drawing: Drawing,
  context: Context,
): Promise<{ readonly figures: PartFigures['classes'][number]; readonly soft?: SoftFigures }> {
  const name = String(classes[code])
  const truth = truthOf(y, code)
  const support = truth.reduce((sum, one) => sum + one, 0)
  if (support > 0 && support < truth.length && classes.length <= mostResampled) {
    const hard = await hardFigures(truth, decided, code, drawing, context)
    const soft = await bootstrapScores(truth, scoresOf(proba, classes.length, code), drawing, context)
    return {
      figures: {
        class: name,
        support,
        precision: figureOf(hard.precision),
        recall: figureOf(hard.recall),
        specificity: figureOf(hard.specificity),
        f1: figureOf(hard.f1),
        averagePrecision: figureOf(soft.averagePrecision),
      },
      soft,
    }
  }
  const hits = counts[code * classes.length + code]!
  let alarms = 0
  for (let row = 0; row < classes.length; row++) alarms += counts[row * classes.length + code]!
  const others = y.codes.length - support
  const scored = support > 0 && classes.length <= 100
  const figures = {
    class: name,
    support,
    precision: figureOf(wilsonInterval(hits, alarms)),
    recall: figureOf(wilsonInterval(hits, support)),
    specificity: figureOf(wilsonInterval(others - (alarms - hits), others)),
    f1: bare((2 * hits) / (support + alarms)),
    averagePrecision: bare(scored ? averagePrecision(truth, scoresOf(proba, classes.length, code)) : Number.NaN),
  }
  return { figures }
}

/** Figures of the decisions for and against one class. */
async function hardFigures(
  truth: Uint8Array,
  decided: Int32Array,
  code: number,
  drawing: Drawing,
  context: Context,
): Promise<Pick<SoftFigures, 'precision' | 'recall' | 'specificity' | 'f1'>> {
  const taken = decided.map((other) => (other === code ? 1 : 0))
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

/** Figures of the probabilities: of the positive class, which may be known already, or averaged over several. */
async function scoreFigures(
  y: Labels,
  proba: Float64Array,
  ofSecond: SoftFigures | undefined,
  drawing: Drawing,
  context: Context,
): Promise<Record<string, Figure>> {
  if (y.classes.length > 2) {
    const present = [...y.classes.keys()].slice(0, 1000).filter((code) => y.codes.includes(code))
    const areas = present.map((code) => averagePrecision(truthOf(y, code), scoresOf(proba, y.classes.length, code)))
    return {
      averagePrecision: bare(areas.reduce((sum, area) => sum + area, 0) / areas.length),
      logLoss: bare(logLoss(y, proba)),
      brier: bare(brier(y, proba)),
    }
  }
  const figures = ofSecond ?? (await bootstrapScores(y.codes, scoresOf(proba, 2, 1), drawing, context))
  const { averagePrecision: area, rocAuc, logLoss: loss, brier: score, expectedCalibrationError } = figures
  return {
    averagePrecision: figureOf(area),
    rocAuc: figureOf(rocAuc),
    logLoss: figureOf(loss),
    brier: figureOf(score),
    expectedCalibrationError: figureOf(expectedCalibrationError),
  }
}

/** Figures of the decisions. The confusion matrix of each resample is counted anew; many classes get no intervals. */
async function decisionFigures(
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
  const cell = y.codes.map((code, row) => code * classCount + decided[row]!)
  const counts = new Float64Array(classCount * classCount)
  const statistic = (multiplicities: Float64Array): number[] => {
    counts.fill(0)
    for (let row = 0; row < cell.length; row++) counts[cell[row]!]! += multiplicities[row]!
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

/** What deciding always for one class would cost a row. */
export function constantCosts(y: Labels, costs: Costs): { class: string; costPerRow: number }[] {
  return y.classes.map((name, code) => ({
    class: String(name),
    costPerRow: expectedCost(y, new Int32Array(y.codes.length).fill(code), costs).perRow,
  }))
}
