import {
  breathe,
  type Column,
  DataError,
  decodeFloats,
  encodeFloats,
  type Matrix,
  type Part,
  refuseToLearn,
  z,
} from '../core/index.ts'
import { checkColumns, isMeasure } from './check-columns.ts'
import { defineFeatures } from './define-features.ts'

const standardScalerOptions = z.strictObject({
  withMean: z.boolean().default(true).describe('subtract the mean'),
  withStd: z.boolean().default(true).describe('divide by the standard deviation'),
})

/**
 * Brings numbers, integers and dates to mean 0 and standard deviation 1; booleans and categories pass unchanged.
 *
 * The deviation is that of the population (divided by N); a constant column is divided by 1. Missing cells are ignored
 * when fitting and stay missing. The scaled columns have the kind `number`; `inverseTransform` gives the original units
 * back, integers and dates rounded to whole numbers. Equal to scikit-learn's `StandardScaler`.
 *
 * Throws a `DataError` where a column that it is fitted on holds infinite values: all others would become missing.
 */
export const standardScaler = defineFeatures({
  name: 'standardScaler',
  options: standardScalerOptions,

  async learn(X: Matrix<'train'>, options, context) {
    refuseToLearn('standardScaler', X)
    const width = X.columns.length
    const means = new Float64Array(width)
    const scales = new Float64Array(width).fill(1)
    for (const [index, column] of X.columns.entries()) {
      if (!isMeasure(column)) continue
      await breathe(context, { stage: 'scale', done: index, total: width })
      const { mean, deviation } = moments(X.data, index, width)
      if (!Number.isFinite(mean)) refuseInfinite(column.name, X.data, index, width)
      if (options.withMean) means[index] = mean
      if (options.withStd) scales[index] = deviation
    }
    return { columns: X.columns, means: encodeFloats(means), scales: encodeFloats(scales) }
  },

  restore(state) {
    const original: readonly Column[] = state.columns
    const columns = original.map((column) =>
      isMeasure(column) ? { name: column.name, kind: 'number' as const } : column,
    )
    const means = decodeFloats(state.means)
    const scales = decodeFloats(state.scales)
    const width = original.length
    const measured = Uint8Array.from(original, (column) => (isMeasure(column) ? 1 : 0))
    const whole = Uint8Array.from(original, (column) => (column.kind === 'integer' || column.kind === 'date' ? 1 : 0))

    function transform<P extends Part>(X: Matrix<P>): Matrix<P> {
      checkColumns('standardScaler', X, original)
      const data = new Float64Array(X.data.length)
      for (let start = 0; start < data.length; start += width) {
        for (let j = 0; j < width; j++) {
          const value = X.data[start + j]!
          data[start + j] = measured[j] === 1 ? (value - means[j]!) / scales[j]! : value
        }
      }
      return { ...X, columns: columns.map((column, j) => (measured[j] === 1 ? column : X.columns[j]!)), data }
    }

    function inverseTransform<P extends Part>(X: Matrix<P>): Matrix<P> {
      checkColumns('standardScaler', X, original)
      const data = new Float64Array(X.data.length)
      for (let start = 0; start < data.length; start += width) {
        for (let j = 0; j < width; j++) {
          const value = X.data[start + j]!
          const restored = measured[j] === 1 ? value * scales[j]! + means[j]! : value
          // Adding 0 turns −0 into 0.
          data[start + j] = whole[j] === 1 ? Math.round(restored) + 0 : restored
        }
      }
      return { ...X, columns: original.map((column, j) => (measured[j] === 1 ? column : X.columns[j]!)), data }
    }

    return { columns, transform, inverseTransform }
  },
})

function refuseInfinite(name: string, data: Float64Array, column: number, width: number): void {
  let count = 0
  for (let cell = column; cell < data.length; cell += width) if (Math.abs(data[cell]!) === Infinity) count++
  if (count === 0) return
  throw new DataError(
    `standardScaler: column "${name}" holds ${count === 1 ? 'an infinite value' : `${count} infinite values`}, and so has no mean. Replace such values, or leave out their rows or the column.`,
  )
}

/** Two passes, the second one corrected, so that dates in microseconds keep their digits. */
function moments(data: Float64Array, column: number, width: number): { mean: number; deviation: number } {
  let sum = 0
  let count = 0
  let low = Infinity
  let high = -Infinity
  for (let cell = column; cell < data.length; cell += width) {
    const value = data[cell]!
    if (Number.isNaN(value)) continue
    sum += value
    count++
    if (value < low) low = value
    if (value > high) high = value
  }
  if (count === 0) return { mean: 0, deviation: 1 }
  if (low === high) return { mean: low, deviation: 1 }
  let mean = sum / count
  let squares = 0
  let rest = 0
  for (let cell = column; cell < data.length; cell += width) {
    const value = data[cell]!
    if (Number.isNaN(value)) continue
    const distance = value - mean
    squares += distance * distance
    rest += distance
  }
  const variance = (squares - (rest * rest) / count) / count
  mean += rest / count
  return { mean, deviation: variance > 0 ? Math.sqrt(variance) : 1 }
}
