import { DataError, exp } from '../../core/index.ts'
import type { Calibrator, FittedCalibrator, SavedCalibrator } from './calibrator.ts'
import { checkProbabilities, checkTrainingProbabilities } from './check-probabilities.ts'
import { fitInverseTemperature } from './fit-temperature.ts'
import { mapInBlocks } from './map-in-blocks.ts'
import { safeLog } from './safe-log.ts'

/**
 * Temperature scaling: `softmax(log p / T)` with the one T of least log loss. One number for all classes, so it needs
 * the fewest rows and never changes which class is likeliest, nor, with two classes, the order of rows. It makes
 * probabilities more or less sure but cannot shift them: not for models trained with class weights or on resampled
 * rows, whose prior is off.
 *
 * C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017. Equals scikit-learn's `_TemperatureScaling`.
 */
export function temperatureCalibrator(): Calibrator<'temperature'> {
  return calibrator
}

const calibrator: Calibrator<'temperature'> = Object.freeze({
  name: 'temperature',
  async fit(proba, y, sampleWeight, context = {}) {
    checkTrainingProbabilities('temperature', proba, y, sampleWeight)
    const classCount = y.classes.length
    const logits = await mapInBlocks(proba, safeLog, context)
    return fitted(await fitInverseTemperature(logits, y.codes, classCount, sampleWeight, context), classCount)
  },
} satisfies Calibrator<'temperature'>)

export function loadTemperature({ state, classCount }: SavedCalibrator): FittedCalibrator<'temperature'> {
  const { inverseTemperature: beta } = state
  if (typeof beta !== 'number' || !(beta > 0)) {
    throw new DataError('temperature: the saved calibrator has no `inverseTemperature`; save it again.')
  }
  return fitted(beta, classCount)
}

function fitted(inverseTemperature: number, classCount: number): FittedCalibrator<'temperature'> {
  return Object.freeze({
    name: 'temperature',
    transform(proba) {
      checkProbabilities('temperature', proba, classCount)
      const result = new Float64Array(proba.length)
      for (let start = 0; start < proba.length; start += classCount) {
        let top = 0
        for (let at = start; at < start + classCount; at++) top = Math.max(top, proba[at]!)
        const logTop = safeLog(top)
        let sum = 0
        for (let at = start; at < start + classCount; at++) {
          result[at] = exp(inverseTemperature * (safeLog(proba[at]!) - logTop))
          sum += result[at]!
        }
        for (let at = start; at < start + classCount; at++) result[at] = result[at]! / sum
      }
      return result
    },
    save: () => ({
      format: 'evenkeel-calibrator',
      version: 1,
      name: 'temperature',
      classCount,
      state: { inverseTemperature },
    }),
  } satisfies FittedCalibrator<'temperature'>)
}
