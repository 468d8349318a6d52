import {
  breathe,
  type Context,
  DataError,
  didYouMean,
  type Labels,
  OptionError,
  oneAgainstRest,
  parseOptions,
  z,
} from '../../core/index.ts'
import { betaCalibrator, loadBeta } from './beta.ts'
import type { Calibrator, FittedCalibrator, SavedCalibrator } from './calibrator.ts'
import { checkProbabilities, checkTrainingProbabilities } from './check-probabilities.ts'
import { compareCalibrators } from './compare-calibrators.ts'
import { isotonicCalibrator, loadIsotonic } from './isotonic.ts'
import { loadNone, noCalibrator } from './no-calibrator.ts'
import { loadPlatt, plattCalibrator } from './platt.ts'
import { loadTemperature, temperatureCalibrator } from './temperature.ts'

const methods = ['none', 'platt', 'isotonic', 'temperature', 'beta'] as const
type BinaryName = (typeof methods)[number]

const binary: { readonly [Name in BinaryName]: () => Calibrator<Name> } = {
  none: noCalibrator,
  platt: plattCalibrator,
  isotonic: isotonicCalibrator,
  temperature: temperatureCalibrator,
  beta: betaCalibrator,
}

const loaders: { readonly [Name in BinaryName]: (saved: SavedCalibrator) => FittedCalibrator<Name> } = {
  none: loadNone,
  platt: loadPlatt,
  isotonic: loadIsotonic,
  temperature: loadTemperature,
  beta: loadBeta,
}

export const perClassOptions = z.strictObject({
  method: z
    .enum(['auto', ...methods])
    .default('auto')
    .describe('how each class is calibrated against the rest; auto: by what has the least cross-validated log loss'),
  byClass: z
    .record(z.string(), z.enum(['auto', ...methods]))
    .default({})
    .describe('the method of classes that need another, by the name of the class'),
  folds: z.int().min(2).default(3).describe('parts of the cross-validation that chooses'),
  seed: z.union([z.number(), z.string()]).default(0).describe('deals rows into the folds'),
})
export type PerClassOptions = z.input<typeof perClassOptions>

/** Of more rows so many are looked at when a method is chosen. */
const mostCompared = 20_000

/**
 * Calibrates each class against the rest by a method of its own, then divides by the row's sum (uniform where that is
 * 0): a frequent class can follow isotonic regression where a rare one has rows for a sigmoid only. With
 * `method: 'platt'` or `'isotonic'` it equals scikit-learn's `CalibratedClassifierCV` on several classes, which has one
 * method for all. Of two classes the second is calibrated and the first is what remains. A class without rows is left as
 * it is. For probabilities that are off in one way for all classes `temperatureCalibrator` or `vectorCalibrator` needs
 * fewer rows.
 *
 * Throws `OptionError` for a class in `byClass` that is not there, and what the calibrators throw.
 *
 * B. Zadrozny, C. Elkan, "Transforming Classifier Scores into Accurate Multiclass Probability Estimates", KDD 2002.
 */
export function perClassCalibrator(options: PerClassOptions = {}): Calibrator<'perClass'> {
  const { method, byClass, folds, seed } = parseOptions('perClass', perClassOptions, options)
  return Object.freeze({
    name: 'perClass',
    async fit(proba, y, sampleWeight, context = {}) {
      checkTrainingProbabilities('perClass', proba, y, sampleWeight)
      const names = y.classes.map(String)
      const unknown = Object.keys(byClass).find((name) => !names.includes(name))
      if (unknown !== undefined) {
        throw new OptionError(
          `perClass: \`byClass\` names the class "${unknown}", which is not there${didYouMean(unknown, names)}`,
        )
      }
      const width = names.length
      const parts: FittedCalibrator<BinaryName>[] = []
      for (let code = width === 2 ? 1 : 0; code < width; code++) {
        await breathe(context, { stage: 'perClass', done: code, total: width })
        const asked = byClass[names[code]!] ?? method
        const comparison = { folds, seed, maxRows: mostCompared, sampleWeight }
        const pairs = pairsOf(proba, code, width)
        await breathe(context)
        parts.push(await fitOne(pairs, oneAgainstRest(y, y.classes[code]!), asked, comparison, context))
      }
      return fitted(parts, width)
    },
  } satisfies Calibrator<'perClass'>)
}

export function loadPerClass({ state, classCount }: SavedCalibrator): FittedCalibrator<'perClass'> {
  const { calibrators } = state
  if (
    !Array.isArray(calibrators) ||
    calibrators.length !== (classCount === 2 ? 1 : classCount) ||
    !calibrators.every((one) => one?.classCount === 2 && Object.hasOwn(loaders, one.name) && one.state)
  ) {
    throw new DataError(`perClass: the saved calibrator does not fit its ${classCount} classes; save it again.`)
  }
  return fitted(
    (calibrators as SavedCalibrator[]).map((one) => loaders[one.name as BinaryName](one)),
    classCount,
  )
}

async function fitOne(
  proba: Float64Array,
  y: Labels,
  asked: 'auto' | BinaryName,
  comparison: Parameters<typeof compareCalibrators>[3],
  context: Context,
): Promise<FittedCalibrator<BinaryName>> {
  if (!y.codes.includes(1)) return loadNone({ classCount: 2 })
  let name = asked
  if (name === 'auto') {
    const candidates = methods.map((one) => binary[one]() as Calibrator<BinaryName>)
    const losses = await compareCalibrators(candidates, proba, y, comparison, context)
    name = losses.reduce((a, b) => (b.value < a.value ? b : a)).name
  }
  return binary[name]().fit(proba, y, comparison.sampleWeight, context)
}

function fitted(parts: readonly FittedCalibrator<BinaryName>[], classCount: number): FittedCalibrator<'perClass'> {
  return Object.freeze({
    name: 'perClass',
    transform(proba) {
      checkProbabilities('perClass', proba, classCount)
      if (classCount === 2) return parts[0]!.transform(proba)
      const result = new Float64Array(proba.length)
      for (let code = 0; code < classCount; code++) {
        const own = parts[code]!.transform(pairsOf(proba, code, classCount))
        for (let row = 0; row < own.length / 2; row++) result[row * classCount + code] = own[2 * row + 1]!
      }
      for (let start = 0; start < result.length; start += classCount) {
        let sum = 0
        for (let at = start; at < start + classCount; at++) sum += result[at]!
        for (let at = start; at < start + classCount; at++) result[at] = sum > 0 ? result[at]! / sum : 1 / classCount
      }
      return result
    },
    save: () => ({
      format: 'evenkeel-calibrator',
      version: 1,
      name: 'perClass',
      classCount,
      state: { calibrators: parts.map((one) => one.save()) },
    }),
  } satisfies FittedCalibrator<'perClass'>)
}

/** The rest and the class, two numbers a row. */
function pairsOf(proba: Float64Array, code: number, classCount: number): Float64Array {
  const pairs = new Float64Array((proba.length / classCount) * 2)
  for (let row = 0; row < pairs.length / 2; row++) {
    const p = Math.min(1, proba[row * classCount + code]!)
    pairs[2 * row] = 1 - p
    pairs[2 * row + 1] = p
  }
  return pairs
}
