import { DataError, decodeFloats, encodeFloats, exp } from '../../core/index.ts'
import type { Calibrator, FittedCalibrator, SavedCalibrator } from './calibrator.ts'
import { checkProbabilities, checkTrainingProbabilities } from './check-probabilities.ts'
import { mapInBlocks } from './map-in-blocks.ts'
import { minimizeConvex } from './minimize-convex.ts'
import { safeLog } from './safe-log.ts'
import { vectorLoss } from './vector-loss.ts'

/**
 * Vector scaling: `softmax(scale × log p + shift)` with a scale and a shift for each class, of least log loss. Between
 * temperature scaling (one number) and one sigmoid a class (`plattCalibrator`): it shifts the prior that class weights
 * or resampling put in, class by class, and keeps rows summing to 1 by itself. It needs some dozens of rows of each
 * class; with fewer take `temperatureCalibrator`. Its cost grows with the square of the number of classes.
 *
 * C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, section 4.2.
 */
export function vectorCalibrator(): Calibrator<'vector'> {
  return calibrator
}

const calibrator: Calibrator<'vector'> = Object.freeze({
  name: 'vector',
  async fit(proba, y, sampleWeight, context = {}) {
    checkTrainingProbabilities('vector', proba, y, sampleWeight)
    const classCount = y.classes.length
    const start = Float64Array.from({ length: 2 * classCount }, (_, index) => (index < classCount ? 1 : 0))
    const logits = await mapInBlocks(proba, safeLog, context)
    return fitted(await minimizeConvex(vectorLoss(logits, y.codes, classCount, sampleWeight), start, context))
  },
} satisfies Calibrator<'vector'>)

export function loadVector({ state, classCount }: SavedCalibrator): FittedCalibrator<'vector'> {
  const numbers = typeof state['scaleAndShift'] === 'string' ? decodeFloats(state['scaleAndShift']) : undefined
  if (numbers?.length !== 2 * classCount || !numbers.every(Number.isFinite)) {
    throw new DataError('vector: the saved calibrator has no scale and shift for each class; save it again.')
  }
  return fitted(numbers)
}

function fitted(numbers: Float64Array): FittedCalibrator<'vector'> {
  const classCount = numbers.length / 2
  return Object.freeze({
    name: 'vector',
    transform(proba) {
      checkProbabilities('vector', proba, classCount)
      const result = new Float64Array(proba.length)
      for (let start = 0; start < proba.length; start += classCount) {
        let top = Number.NEGATIVE_INFINITY
        for (let k = 0; k < classCount; k++) {
          result[start + k] = numbers[k]! * safeLog(proba[start + k]!) + numbers[classCount + k]!
          top = Math.max(top, result[start + k]!)
        }
        let sum = 0
        for (let k = 0; k < classCount; k++) {
          result[start + k] = exp(result[start + k]! - top)
          sum += result[start + k]!
        }
        for (let k = 0; k < classCount; k++) result[start + k] = result[start + k]! / sum
      }
      return result
    },
    save: () => ({
      format: 'evenkeel-calibrator',
      version: 1,
      name: 'vector',
      classCount,
      state: { scaleAndShift: encodeFloats(numbers) },
    }),
  } satisfies FittedCalibrator<'vector'>)
}
