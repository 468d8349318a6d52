import type { Column } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'
import type { ColumnDrift } from './diagnosis.ts'

/** How the means and deviations of some columns moved between two sets of rows. */
export function columnDrifts(
  before: Points,
  after: Points,
  columns: readonly Column[],
  numeric: readonly number[],
): ColumnDrift[] {
  const [old, now] = [moments(before), moments(after)]
  return numeric.map((index) => {
    const [meanBefore, meanAfter] = [old.means[index]!, now.means[index]!]
    const deviationBefore = old.deviations[index]!
    const moved = meanAfter - meanBefore
    return {
      column: columns[index]!.name,
      meanBefore,
      meanAfter,
      shift: moved === 0 || deviationBefore === 0 ? 0 : moved / deviationBefore,
      deviationBefore,
      deviationAfter: now.deviations[index]!,
    }
  })
}

/** The largest change of a correlation between two of the columns; undefined for fewer than two that vary in both. */
export function correlationDrift(before: Points, after: Points, numeric: readonly number[]): number | undefined {
  const [old, now] = [moments(before), moments(after)]
  const varying = numeric.filter((index) => old.deviations[index]! > 0 && now.deviations[index]! > 0)
  if (varying.length < 2) return undefined
  let most = 0
  for (const [place, left] of varying.entries()) {
    for (const right of varying.slice(place + 1)) {
      const change = Math.abs(correlation(after, now, left, right) - correlation(before, old, left, right))
      if (change > most) most = change
    }
  }
  return most
}

interface Moments {
  readonly means: Float64Array
  /** Of the population, as NumPy's `std`. */
  readonly deviations: Float64Array
}

function moments({ data, rowCount, columnCount }: Points): Moments {
  const means = new Float64Array(columnCount)
  const deviations = new Float64Array(columnCount)
  for (let cell = 0, column = 0; cell < data.length; cell++, column = column + 1 === columnCount ? 0 : column + 1) {
    means[column]! += data[cell]!
  }
  for (let column = 0; column < columnCount; column++) means[column]! /= rowCount
  for (let cell = 0, column = 0; cell < data.length; cell++, column = column + 1 === columnCount ? 0 : column + 1) {
    const difference = data[cell]! - means[column]!
    deviations[column]! += difference * difference
  }
  return { means, deviations: deviations.map((squares) => Math.sqrt(squares / rowCount)) }
}

function correlation(
  { data, rowCount, columnCount }: Points,
  { means, deviations }: Moments,
  left: number,
  right: number,
) {
  let sum = 0
  for (let row = 0; row < rowCount; row++) {
    const start = row * columnCount
    sum += (data[start + left]! - means[left]!) * (data[start + right]! - means[right]!)
  }
  return sum / rowCount / (deviations[left]! * deviations[right]!)
}
