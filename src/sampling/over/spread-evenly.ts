import type { Random } from '../../core/index.ts'

/** Segments, by number, and for each new row how far along its segment it stands. */
export interface EvenSteps {
  /** For each new row its segment; one number as often as the segment has rows, ascending. */
  readonly segments: Float64Array
  readonly steps: Float64Array
}

/**
 * Spreads `count` rows over `segmentCount` segments: each gets as many as the others, and drawn ones one more. The rows
 * of a segment cut it into equal parts. Segments may be more than memory could list.
 */
export function spreadEvenly(random: Random, segmentCount: number, count: number): EvenSteps {
  const each = Math.floor(count / segmentCount)
  const more = drawDistinct(random, segmentCount, count - each * segmentCount)
  const segments = new Float64Array(count)
  const steps = new Float64Array(count)
  let at = 0
  function place(segment: number, rows: number): void {
    for (let part = 1; part <= rows; part++) {
      segments[at] = segment
      steps[at++] = part / (rows + 1)
    }
  }
  if (each === 0) for (const segment of more) place(segment, 1)
  else {
    const marked = new Set(more)
    for (let segment = 0; segment < segmentCount; segment++) place(segment, marked.has(segment) ? each + 1 : each)
  }
  return { segments, steps }
}

/** `count` different integers below `limit`, ascending. */
function drawDistinct(random: Random, limit: number, count: number): Float64Array {
  if (count * 2 > limit) return Float64Array.from(random.choice(limit, count, false)).sort()
  const drawn = new Set<number>()
  while (drawn.size < count) {
    for (const value of random.randint(0, limit, count - drawn.size)) drawn.add(value)
  }
  return Float64Array.from(drawn).sort()
}
