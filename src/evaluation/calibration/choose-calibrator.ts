import { type Context, type Labels, parseOptions, z } from '../../core/index.ts'
import type { AnyCalibratorName, Calibrator, CalibratorName } from './calibrator.ts'
import { calibrators } from './calibrators.ts'
import { checkTrainingProbabilities } from './check-probabilities.ts'
import { compareCalibrators } from './compare-calibrators.ts'

export const chooseCalibratorOptions = z.strictObject({
  candidates: z
    .array(z.enum(['platt', 'temperature', 'isotonic', 'beta', 'vector', 'perClass']))
    .default(['platt', 'temperature', 'isotonic'])
    .describe('which calibrators compete with none'),
  folds: z.int().min(2).default(5).describe('parts of the cross-validation'),
  seed: z.union([z.number(), z.string()]).default(0).describe('deals rows into the folds'),
  maxRows: z
    .int()
    .min(1000)
    .default(100_000)
    .describe('of more rows so many are looked at, rare classes whole and the others thinned and weighted'),
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

/**
 * The calibrator with the least cross-validated log loss; `none` where no other is lower. `platt`, `temperature` and
 * `isotonic` compete unless `candidates` names others (`beta`, `vector`, `perClass`). `isotonic` competes only with
 * at least 1000 rows of which the smallest class has 50, and whatever would turn the order of rows around is left out.
 * The result is a `Calibrator`; fit it on all rows. Folds are stratified; the seed is 0 and there are 5 by default.
 */
export async function chooseCalibrator<Name extends Competitor = Exclude<CalibratorName, 'none'>>(
  proba: Float64Array,
  y: Labels,
  options: ChooseCalibratorOptions<Name> = {},
  context: Context = {},
): Promise<ChosenCalibrator<Name | 'none'>> {
  const { candidates, ...rest } = parseOptions('chooseCalibrator', chooseCalibratorOptions, options)
  checkTrainingProbabilities('chooseCalibrator', proba, y, rest.sampleWeight)
  const competing = ['none' as const, ...candidates].map((name) => calibrators[name]() as Calibrator<AnyCalibratorName>)
  const logLoss = await compareCalibrators(competing, proba, y, { ...rest, sampleWeight: rest.sampleWeight }, context)
  const best = logLoss.reduce((a, b) => (b.value < a.value ? b : a))
  const chosen: ChosenCalibrator<AnyCalibratorName> = { ...calibrators[best.name](), logLoss: Object.freeze(logLoss) }
  return Object.freeze(chosen) as ChosenCalibrator<Name | 'none'>
}
