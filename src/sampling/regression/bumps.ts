import type { Relevance } from './relevance.ts'

/** Rows whose target lies in one stretch of values that all matter, or all do not. */
export interface Bump {
  readonly rare: boolean
  /** By rising target, equal ones by row. */
  readonly rows: Int32Array
}

/** Cuts the rows, sorted by their target, wherever relevance crosses the threshold. */
export function bumpsOf(y: Float64Array, relevance: Relevance, threshold: number): Bump[] {
  const order = Int32Array.from(y.keys()).sort((a, b) => y[a]! - y[b]! || a - b)
  const bumps: Bump[] = []
  for (let start = 0; start < order.length; ) {
    const rare = relevance(y[order[start]!]!) >= threshold
    let end = start + 1
    while (end < order.length && relevance(y[order[end]!]!) >= threshold === rare) end++
    bumps.push({ rare, rows: order.slice(start, end) })
    start = end
  }
  return bumps
}
