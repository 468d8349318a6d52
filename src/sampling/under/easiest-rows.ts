import { sortedOrder } from '../../evaluation/index.ts'

/** The `count` places of the highest scores, ascending; of equal scores the lower places. */
export function easiestRows(scores: Float64Array, count: number): Int32Array {
  return sortedOrder(scores, true).slice(0, count).sort()
}

/**
 * The places of all scores that reach the percentile above which `count` of them should lie, interpolated as NumPy does,
 * so that it may be more of them where scores tie.
 */
export function rowsAbovePercentile(scores: Float64Array, count: number): Int32Array {
  const sorted = scores.slice().sort()
  const share = ((1 - count / scores.length) * 100) / 100
  const position = share * (sorted.length - 1)
  const below = Math.min(Math.floor(position), sorted.length - 1)
  const above = Math.min(below + 1, sorted.length - 1)
  const part = position - below
  const [low, high] = [sorted[below]!, sorted[above]!]
  const threshold = part >= 0.5 ? high - (high - low) * (1 - part) : low + (high - low) * part
  return Int32Array.from(scores.keys()).filter((place) => scores[place]! >= threshold)
}
