import type { Context, Labels, Split } from '../../core/index.ts'
import {
  type AnyCalibratorName,
  calibrators,
  chooseCalibrator,
  expectedCalibrationError,
  type FittedCalibrator,
} from '../../evaluation/index.ts'
import { scoresOf } from '../figures/criterion.ts'
import type { DataSet } from '../reading/data-set.ts'
import type { RecipeOptions } from '../recipe.ts'
import { knownOutOfFold } from './compare-candidates.ts'

/** Learns the calibration from the scores that the winner gave to rows that it had not seen. */
export async function fitCalibrator(
  outOfFold: Float64Array,
  data: DataSet,
  train: Split<'train'>,
  options: RecipeOptions,
  context: Context,
): Promise<FittedCalibrator<AnyCalibratorName>> {
  const { proba, y } = knownOutOfFold(outOfFold, data.y, train)
  const calibrator =
    options.calibration === 'auto'
      ? await chooseCalibrator(proba, y, { seed: options.seed }, context)
      : calibrators[options.calibration]()
  return calibrator.fit(proba, y, undefined, context)
}

/** Of two classes, how far the probabilities are from what comes true. */
export function calibrationError(proba: Float64Array, y: Labels): number | null {
  const { codes, classes } = y
  return classes.length === 2 ? expectedCalibrationError(codes, scoresOf(proba, 2, 1)) : null
}
