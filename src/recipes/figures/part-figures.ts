import { type Context, type Labels, within } from '../../core/index.ts'
import {
  averagePrecision,
  bootstrapScores,
  brier,
  type Confusion,
  type Costs,
  confusionMatrix,
  expectedCost,
  logLoss,
} from '../../evaluation/index.ts'
import { scoresOf, truthOf } from './criterion.ts'
import { type Drawing, decisionFigures, hardFigures, hardShares, mostResampled } from './decision-figures.ts'
import { bare, figureOf } from './figure-of.ts'
import { numberedGroups } from './group-shares.ts'
import type { ConstantCosts, Figure, PartFigures } from './part-figures-schema.ts'

export { figureOf } from './figure-of.ts'

/** Beyond so many classes the confusion matrix is left out. */
const largestConfusion = 200

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
  const groupOf = groups && numberedGroups(groups)
  const inside = within(context, 'intervals')
  const classes: PartFigures['classes'] = []
  let soft: SoftFigures | undefined
  for (let code = 0; code < classCount; code++) {
    const found = await classFigures(y, proba, decided, code, confusion, drawing, groupOf, inside)
    classes.push(found.figures)
    soft = found.soft
  }
  const decisions = await decisionFigures(y, decided, confusion, costs, drawing, inside)
  const figures = { ...(await scoreFigures(y, proba, soft, drawing, context)), ...decisions }
  // The same figure by other resamples would have another interval.
  if (classCount === 2 && classes[1]!.f1.low !== null) figures['f1'] = classes[1]!.f1
  // Rows of one group alone say nothing of how others would do.
  const lone = groupOf?.every((group) => group === 0) ?? false
  return {
    rows: y.codes.length,
    figures: lone ? withoutIntervals(figures) : figures,
    classes: lone ? classes.map((one) => ({ ...one, ...withoutIntervals(ofClass(one)) })) : classes,
    confusion: Array.from({ length: classCount <= largestConfusion ? classCount : 0 }, (_, row) =>
      Array.from(confusion.counts.subarray(row * classCount, (row + 1) * classCount)),
    ),
  }
}

function ofClass({ precision, recall, specificity, f1, averagePrecision }: PartFigures['classes'][number]) {
  return { precision, recall, specificity, f1, averagePrecision }
}

function withoutIntervals<T extends Readonly<Record<string, Figure>>>(figures: T): Record<keyof T, Figure> {
  const entries = Object.entries(figures).map(([name, { value }]) => [name, { value, low: null, high: null }])
  return Object.fromEntries(entries) as Record<keyof T, Figure>
}

type SoftFigures = Awaited<ReturnType<typeof bootstrapScores>>

async function classFigures(
  y: Labels,
  proba: Float64Array,
  decided: Int32Array,
  code: number,
  { counts, classes }: Confusion,
  drawing: Drawing,
  groupOf: Int32Array | undefined,
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
  const taken = Uint8Array.from(decided, (other) => (other === code ? 1 : 0))
  const shares = hardShares(truth, taken, groupOf)
  const scored = support > 0 && classes.length <= 100
  const figures = {
    class: name,
    support,
    precision: figureOf(shares.precision),
    recall: figureOf(shares.recall),
    specificity: figureOf(shares.specificity),
    f1: bare((2 * hits) / (support + alarms)),
    averagePrecision: bare(scored ? averagePrecision(truth, scoresOf(proba, classes.length, code)) : Number.NaN),
  }
  return { figures }
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

/** What deciding always for one class would cost a row. */
export function constantCosts(y: Labels, costs: Costs): ConstantCosts {
  return y.classes.map((name, code) => ({
    class: String(name),
    costPerRow: expectedCost(y, new Int32Array(y.codes.length).fill(code), costs).perRow,
  }))
}
