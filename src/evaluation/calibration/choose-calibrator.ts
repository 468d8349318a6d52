import {
  breathe,
  type Context,
  countClasses,
  type Labels,
  log,
  parseOptions,
  random,
  rowsByClass,
  takeLabels,
  z,
} from '../../core/index.ts'
import type { AnyCalibratorName, Calibrator, CalibratorName, SavedCalibrator } from './calibrator.ts'
import { calibrators } from './calibrators.ts'
import { checkTrainingProbabilities } from './check-probabilities.ts'

export const chooseCalibratorOptions = z.strictObject({
  candidates: z
    .array(z.enum(['platt', 'temperature', 'isotonic', 'beta', 'vector']))
    .default(['platt', 'temperature', 'isotonic'])
    .describe('which calibrators compete with none'),
  folds: z.int().min(2).default(5).describe('parts of the cross-validation'),
  seed: z.union([z.number(), z.string()]).default(0).describe('deals rows into the folds'),
  sampleWeight: z.instanceof(Float64Array).optional().describe('one weight a row'),
})

type Competitor = Exclude<AnyCalibratorName, 'none'>
export type ChooseCalibratorOptions<Name extends Competitor> = Omit<
  z.input<typeof chooseCalibratorOptions>,
  'candidates'
> & {
  readonly candidates?: readonly Name[] | undefined
}

/** The calibrator that was chosen, and how each fared. */
export interface ChosenCalibrator<Name extends AnyCalibratorName = CalibratorName> extends Calibrator<Name> {
  /** Cross-validated mean log loss of each that was tried, `none` first. */
  readonly logLoss: readonly { readonly name: Name; readonly value: number }[]
}

const isotonicRows = 1000
const isotonicPositives = 50
const epsilon = 2 ** -52

/**
 * The calibrator with the least cross-validated log loss; `none` where no other is lower. `platt`, `temperature` and
 * `isotonic` compete unless `candidates` names others (`beta`, `vector`). `isotonic` competes only with
 * at least 1000 rows of which the smallest class has 50, and whatever would turn the order of rows around is left out.
 * The result is a `Calibrator`; fit it on all rows. Folds are stratified; the seed is 0 and there are 5 by default.
 */
export async function chooseCalibrator<Name extends Competitor = Exclude<CalibratorName, 'none'>>(
  proba: Float64Array,
  y: Labels,
  options: ChooseCalibratorOptions<Name> = {},
  context: Context = {},
): Promise<ChosenCalibrator<Name | 'none'>> {
  const { candidates, folds, seed, sampleWeight } = parseOptions('chooseCalibrator', chooseCalibratorOptions, options)
  checkTrainingProbabilities('chooseCalibrator', proba, y, sampleWeight)
  const counts = [...countClasses(y)].filter((count) => count > 0)
  const parts = dealIntoFolds(y, Math.min(folds, y.codes.length), seed)
  const logLoss: { name: AnyCalibratorName; value: number }[] = []
  for (const name of ['none' as const, ...candidates]) {
    if (name === 'isotonic' && (y.codes.length < isotonicRows || Math.min(...counts) < isotonicPositives)) continue
    const value = await crossValidatedLoss(calibrators[name](), proba, y, sampleWeight, parts, context)
    if (value !== undefined) logLoss.push({ name, value })
  }
  const best = logLoss.reduce((a, b) => (b.value < a.value ? b : a))
  const chosen: ChosenCalibrator<AnyCalibratorName> = { ...calibrators[best.name](), logLoss: Object.freeze(logLoss) }
  return Object.freeze(chosen) as ChosenCalibrator<Name | 'none'>
}

/** Row indices a fold; each class is dealt round by round, going on where the one before stopped. */
function dealIntoFolds(y: Labels, folds: number, seed: number | string): Int32Array[] {
  const parts: number[][] = Array.from({ length: folds }, () => [])
  const stream = random(seed)
  let next = 0
  for (const [code, rows] of rowsByClass(y).entries()) {
    if (rows.length === 0) continue
    for (const at of stream.fork(`calibration class ${code}`).permutation(rows.length)) {
      parts[next++ % folds]!.push(rows[at]!)
    }
  }
  return parts.map((rows) => Int32Array.from(rows).sort())
}

/** Undefined where the calibrator cannot be learned in some fold or would reverse the order of its rows. */
async function crossValidatedLoss(
  calibrator: Calibrator<AnyCalibratorName>,
  proba: Float64Array,
  y: Labels,
  sampleWeight: Float64Array | undefined,
  parts: readonly Int32Array[],
  context: Context,
): Promise<number | undefined> {
  let loss = 0
  let total = 0
  for (const [fold, held] of parts.entries()) {
    await breathe(context, { stage: calibrator.name, done: fold, total: parts.length })
    const rest = Int32Array.from(parts.flatMap((rows, other) => (other === fold ? [] : [...rows])))
    let told = takeProbabilities(proba, held, y.classes.length)
    if (calibrator.name !== 'none') {
      const known = takeLabels(y, rest)
      if (known.codes.every((code) => code === known.codes[0])) return undefined
      const weights = sampleWeight && Float64Array.from(rest, (row) => sampleWeight[row]!)
      if (weights?.every((weight) => weight === 0)) return undefined
      const fitted = await calibrator.fit(takeProbabilities(proba, rest, y.classes.length), known, weights, context)
      if (calibrator.name === 'platt' && falls(fitted.save().state)) return undefined
      told = fitted.transform(told)
    }
    for (let at = 0; at < held.length; at++) {
      const p = told[at * y.classes.length + y.codes[held[at]!]!]!
      const weight = sampleWeight ? sampleWeight[held[at]!]! : 1
      loss -= weight * log(Math.min(Math.max(p, epsilon), 1 - epsilon))
      total += weight
    }
  }
  return total > 0 ? loss / total : 0
}

function falls({ maps }: SavedCalibrator['state']): boolean {
  return Array.isArray(maps) && maps.some(([slope]: [number]) => slope < 0)
}

function takeProbabilities(proba: Float64Array, rows: Int32Array, classCount: number): Float64Array {
  const taken = new Float64Array(rows.length * classCount)
  for (let to = 0; to < rows.length; to++) {
    for (let code = 0; code < classCount; code++) taken[to * classCount + code] = proba[rows[to]! * classCount + code]!
  }
  return taken
}
