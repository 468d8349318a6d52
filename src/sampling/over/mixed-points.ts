import type { Matrix } from '../../core/index.ts'
import { isCategorical } from '../check-columns.ts'

/** Rows of a matrix with their numbers and their categories apart, row-major. */
export interface MixedPoints {
  readonly rowCount: number
  readonly numbers: Float64Array
  readonly numberWidth: number
  /** Levels renumbered from 0 in each column, over these rows only; −1 where the level is missing. */
  readonly codes: Int32Array
  readonly codeWidth: number
  /** How many levels each categorical column has in these rows. */
  readonly levelCounts: readonly number[]
}

/** Takes the given rows apart into numbers and codes. */
export function mixedPoints(X: Matrix, rows: Int32Array): MixedPoints {
  const width = X.columns.length
  const indices = Array.from(X.columns.keys())
  const numeric = indices.filter((index) => !isCategorical(X.columns[index]!))
  const categorical = indices.filter((index) => isCategorical(X.columns[index]!))
  const numbers = new Float64Array(rows.length * numeric.length)
  const codes = new Int32Array(rows.length * categorical.length)
  numeric.forEach((column, to) => {
    for (let row = 0; row < rows.length; row++) {
      numbers[row * numeric.length + to] = X.data[rows[row]! * width + column]!
    }
  })
  const levelCounts = categorical.map((column, to) => {
    const numberOf = new Map<number, number>()
    for (let row = 0; row < rows.length; row++) {
      const level = X.data[rows[row]! * width + column]!
      let code = Number.isNaN(level) ? -1 : numberOf.get(level)
      if (code === undefined) {
        code = numberOf.size
        numberOf.set(level, code)
      }
      codes[row * categorical.length + to] = code
    }
    return numberOf.size
  })
  return {
    rowCount: rows.length,
    numbers,
    numberWidth: numeric.length,
    codes,
    codeWidth: categorical.length,
    levelCounts,
  }
}

/** The median over the numeric columns of their standard deviations (of the population, as NumPy's); missing cells are left out. */
export function medianDeviation({ numbers, numberWidth, rowCount }: MixedPoints): number {
  const deviations = new Float64Array(numberWidth)
  for (let column = 0; column < numberWidth; column++) {
    let sum = 0
    let present = 0
    for (let row = 0; row < rowCount; row++) {
      const value = numbers[row * numberWidth + column]!
      if (Number.isNaN(value)) continue
      sum += value
      present++
    }
    if (present === 0) continue
    const mean = sum / present
    let squares = 0
    for (let row = 0; row < rowCount; row++) {
      const difference = numbers[row * numberWidth + column]! - mean
      if (!Number.isNaN(difference)) squares += difference * difference
    }
    deviations[column] = Math.sqrt(squares / present)
  }
  deviations.sort()
  const middle = numberWidth >> 1
  return numberWidth % 2 === 1 ? deviations[middle]! : (deviations[middle - 1]! + deviations[middle]!) / 2
}
