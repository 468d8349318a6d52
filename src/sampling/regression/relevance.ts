import { DataError, OptionError } from '../../core/index.ts'

/** A value of the target and how much it matters, 0 to 1. */
export interface ControlPoint {
  readonly value: number
  readonly relevance: number
}

/** How much a value of the target matters, 0 (ordinary) to 1 (what must be learned). */
export type Relevance = (value: number) => number

/**
 * The control points that the box plot of the values gives: the ends of its whiskers matter fully where values lie
 * beyond them, the median not at all. Throws a `DataError` where no value lies beyond: then say yourself what is rare.
 *
 * R. Ribeiro, "Utility-based Regression", PhD thesis, University of Porto, 2011; the automatic method of R's UBL, with
 * quartiles as NumPy's `quantile`.
 */
export function boxPlotPoints(values: Float64Array, who = 'relevance'): ControlPoint[] {
  const sorted = values.slice().sort()
  const [low, median, high] = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)]
  const reach = 1.5 * (high - low)
  const bottom = sorted.find((value) => value >= low - reach) ?? median
  const top = sorted.findLast((value) => value <= high + reach) ?? median
  const points: ControlPoint[] = [{ value: median, relevance: 0 }]
  if (sorted[0]! < bottom && bottom < median) points.unshift({ value: bottom, relevance: 1 })
  if (sorted[sorted.length - 1]! > top && top > median) points.push({ value: top, relevance: 1 })
  if (points.length > 1) return points
  throw new DataError(
    `${who}: no value of the target lies beyond the whiskers of its box plot. Say what matters by \`controlPoints\`.`,
  )
}

/**
 * Relevance between control points: a cubic that is level at each of them and never leaves the range between two (a
 * piecewise cubic Hermite interpolation with slopes 0); beyond the outer points it stays as it is there.
 */
export function relevanceFrom(points: readonly ControlPoint[], who = 'relevance'): Relevance {
  const sorted = [...points].sort((a, b) => a.value - b.value)
  if (sorted.length < 2 || sorted.some(({ value }, at) => at > 0 && value === sorted[at - 1]!.value)) {
    throw new OptionError(`${who}: \`controlPoints\` must be at least two, each at a value of its own.`)
  }
  return (value) => {
    if (value <= sorted[0]!.value) return sorted[0]!.relevance
    for (let at = 1; at < sorted.length; at++) {
      const right = sorted[at]!
      if (value > right.value) continue
      const left = sorted[at - 1]!
      const t = (value - left.value) / (right.value - left.value)
      return left.relevance + (right.relevance - left.relevance) * t * t * (3 - 2 * t)
    }
    return sorted[sorted.length - 1]!.relevance
  }
}

function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share
  const below = Math.floor(place)
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return sorted[below]! + (high - sorted[below]!) * (place - below)
}
