import {
  breathe,
  type Context,
  DataError,
  labelsFromCodes,
  type Matrix,
  parseOptions,
  type Random,
  random,
  type SparseMatrix,
  takeRows,
  within,
  z,
} from '../core/index.ts'
import { bootstrapScores, crossValidationFolds, type Interval } from '../evaluation/index.ts'
import { ordinalEncoder, tfidfVectorizer } from '../features/index.ts'
import { histGradientBoosting, logisticRegression } from '../models/index.ts'

export const domainClassifierOptions = z.strictObject({
  folds: z.int().min(2).default(5).describe('folds of the cross-validation'),
  maxRows: z.int().min(20).default(20_000).describe('rows of each data set that are looked at, drawn at random'),
  bound: z
    .number()
    .gt(0.5)
    .lt(1)
    .default(0.55)
    .describe('the lower end of the ROC-AUC from which the data have drifted'),
  seed: z.union([z.number(), z.string()]).default(0).describe('draws rows and folds'),
})
export type DomainClassifierOptions = z.input<typeof domainClassifierOptions>

/** Whether a classifier can tell two data sets apart. */
export interface DomainDrift {
  /** Of rows that it has not learned from: 0.5 where the data look alike, 1 where they have nothing in common. */
  readonly rocAuc: Interval
  readonly drifted: boolean
  /** The rows of the current data that look least like the reference, ten at most, with the probability of being new. */
  readonly mostNew: readonly { readonly row: number; readonly probability: number }[]
}

/**
 * Learns to tell current rows from reference rows, by cross-validation: boosted trees on tables, a linear model of words
 * on texts. It sees what no single column shows, such as combinations that are new. An AUC near 0.5 says that a model
 * has nothing to fear. Do not give it columns that tell the time of a row, or ids: they tell everything apart.
 *
 * S. Rabanser, S. Günnemann, Z. Lipton, "Failing loudly", NeurIPS 2019.
 */
export async function domainClassifier(
  reference: Matrix | readonly string[],
  current: Matrix | readonly string[],
  options: DomainClassifierOptions = {},
  context: Context = {},
): Promise<DomainDrift> {
  const { folds, maxRows, bound, seed } = parseOptions('domainClassifier', domainClassifierOptions, options)
  const texts = Array.isArray(reference)
  if (texts !== Array.isArray(current)) {
    throw new DataError('domainClassifier: one side is texts and the other a table. Give two of a kind.')
  }
  const draw = random(seed)
  const before = someRows(countOf(reference), maxRows, draw.fork('reference'))
  const now = someRows(countOf(current), maxRows, draw.fork('current'))
  if (Math.min(before.length, now.length) < folds) {
    throw new DataError(
      `domainClassifier: there are ${before.length} and ${now.length} rows; ${folds} folds need at least ${folds} of each. Lower \`folds\`.`,
    )
  }
  const y = labelsFromCodes(
    Int32Array.from({ length: before.length + now.length }, (_, row) => (row < before.length ? 0 : 1)),
    ['reference', 'current'],
  )
  const scores = new Float64Array(y.codes.length)
  const input = texts
    ? [...pick(reference as readonly string[], before), ...pick(current as readonly string[], now)]
    : await stack(takeRows(reference as Matrix, before), takeRows(current as Matrix, now), context)
  const parts = crossValidationFolds({ rowCount: y.codes.length, y }, { folds, seed })
  for (const [at, fold] of parts.entries()) {
    await breathe(context, { stage: 'domain classifier', done: at, total: parts.length })
    const inside = within(context, `fold ${at + 1}`)
    const proba = Array.isArray(input)
      ? await tellTexts(input, fold, y, inside)
      : await tellRows(input, fold, y, inside)
    for (const [place, row] of fold.validation.rows.entries()) scores[row] = proba[2 * place + 1]!
  }
  const { rocAuc } = await bootstrapScores(y.codes, scores, { resamples: 200, seed }, context)
  const mostNew = Array.from(now, (row, at) => ({ row, probability: scores[before.length + at]! }))
    .sort((a, b) => b.probability - a.probability || a.row - b.row)
    .slice(0, 10)
  return { rocAuc, drifted: rocAuc.low >= bound, mostNew }
}

type Fold = ReturnType<typeof crossValidationFolds>[number]
type Task = ReturnType<typeof labelsFromCodes>

async function tellRows(X: Matrix, { train, validation }: Fold, y: Task, context: Context): Promise<Float64Array> {
  const model = await histGradientBoosting({ maxIter: 50, earlyStopping: false }).fit(
    train.of(X),
    train.of(y),
    {},
    context,
  )
  return model.predictProba(validation.of(X))
}

async function tellTexts(
  texts: string[],
  { train, validation }: Fold,
  y: Task,
  context: Context,
): Promise<Float64Array> {
  const { fitted, output } = await tfidfVectorizer({ minDf: 2, sublinearTf: true }).fitTransform(
    train.of(texts),
    context,
  )
  const X: SparseMatrix<'train'> = { ...output, part: 'train' }
  const model = await logisticRegression().fit(X, train.of(y), {}, context)
  return model.predictProba(fitted.transform(validation.of(texts)))
}

function countOf(data: Matrix | readonly string[]): number {
  return Array.isArray(data) ? data.length : (data as Matrix).rowCount
}

function someRows(count: number, limit: number, draw: Random): Int32Array {
  return draw.permutation(count).slice(0, limit).sort()
}

function pick(texts: readonly string[], rows: Int32Array): string[] {
  return Array.from(rows, (row) => texts[row]!)
}

/** Both as one matrix; levels of the current rows get the codes of the reference, new ones become missing. */
async function stack(reference: Matrix, current: Matrix, context: Context): Promise<Matrix> {
  const encoder = await ordinalEncoder().fit(reference as Matrix<'train'>, context)
  const [before, now] = [encoder.transform(reference), encoder.transform(current)]
  const data = new Float64Array(before.data.length + now.data.length)
  data.set(before.data)
  data.set(now.data, before.data.length)
  return { ...before, data, rowCount: before.rowCount + now.rowCount, part: undefined }
}
