import type { Calibrator, FittedCalibrator } from './calibrator.ts'
import { checkProbabilities, checkTrainingProbabilities } from './check-probabilities.ts'

/** Leaves probabilities as they are: the plain candidate that every other calibrator has to beat. */
export function noCalibrator(): Calibrator<'none'> {
  return calibrator
}

const calibrator: Calibrator<'none'> = Object.freeze({
  name: 'none',
  async fit(proba, y, sampleWeight) {
    checkTrainingProbabilities('calibrator none', proba, y, sampleWeight)
    return loadNone({ classCount: y.classes.length })
  },
} satisfies Calibrator<'none'>)

export function loadNone({ classCount }: { readonly classCount: number }): FittedCalibrator<'none'> {
  return Object.freeze({
    name: 'none',
    transform(proba) {
      checkProbabilities('calibrator none', proba, classCount)
      return proba.slice()
    },
    save: () => ({ format: 'evenkeel-calibrator', version: 1, name: 'none', classCount, state: {} }),
  } satisfies FittedCalibrator<'none'>)
}
