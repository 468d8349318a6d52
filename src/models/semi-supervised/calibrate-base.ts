import {
  type Classifier,
  type Context,
  countClasses,
  DataError,
  type Labels,
  type Matrix,
  within,
} from '../../core/index.ts'
import {
  type AnyCalibratorName,
  calibrators,
  crossValidationFolds,
  type FittedCalibrator,
} from '../../evaluation/index.ts'
import type { SemiSupervisedTask } from './define-semi-supervised.ts'

const mostFolds = 5

/** Learns from folds of the labeled rows how often what the base says comes true. */
export async function calibrateBase(
  who: string,
  base: Classifier,
  { X, y, sampleWeight }: SemiSupervisedTask,
  calibration: AnyCalibratorName,
  context: Context,
): Promise<FittedCalibrator<AnyCalibratorName>> {
  const counts = countClasses(y)
  const lone = counts.indexOf(1)
  if (lone >= 0) {
    throw new DataError(
      `${who}: class "${y.classes[lone]}" has one labeled row; \`calibration\` needs two. Label more, or leave it out.`,
    )
  }
  const folds = Math.min(mostFolds, ...counts.filter((count) => count > 0))
  const classCount = y.classes.length
  const proba = new Float64Array(X.rowCount * classCount)
  const drawn = crossValidationFolds({ rowCount: X.rowCount, y }, { folds })
  for (const [number, { train, validation }] of drawn.entries()) {
    const inside = within(context, `calibrate ${number + 1} of ${folds}`)
    const settings = { sampleWeight: train.of(sampleWeight) }
    const model = await base.fit(train.of(X as Matrix), train.of(y as Labels), settings, inside)
    const said = model.predictProba(validation.of(X as Matrix))
    for (const [at, row] of validation.rows.entries()) {
      proba.set(said.subarray(at * classCount, (at + 1) * classCount), row * classCount)
    }
  }
  return calibrators[calibration]().fit(proba, y, sampleWeight, context)
}
