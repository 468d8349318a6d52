/** A point on the line: how far, the value there, and the slope along the line. */
export interface LinePoint {
  readonly step: number
  readonly value: number
  readonly slope: number
}

const decrease = 1e-4
const flatten = 0.9
const mostTrials = 30

/**
 * Finds a step that satisfies the strong Wolfe conditions (value lower by 1e-4 of what the slope promises, slope at
 * most 0.9 of what it was). Values that differ only by rounding count as equal. Returns the last point tried, so that
 * what `look` has computed there can be kept, or undefined where no step lowers the value.
 *
 * J. Nocedal, S. J. Wright, "Numerical Optimization", 2nd edition, algorithms 3.5 and 3.6.
 */
export async function wolfeLineSearch(
  look: (step: number) => Promise<LinePoint>,
  start: LinePoint,
  firstStep: number,
): Promise<LinePoint | undefined> {
  // Near the minimum the value no longer tells steps apart; the slope still does.
  const noise = 1e-12 * Math.abs(start.value)
  let low = start
  let high: LinePoint | undefined
  let step = firstStep
  for (let trial = 0; trial < mostTrials; trial++) {
    const point = await look(step)
    const lowEnough = point.value <= start.value + decrease * point.step * start.slope + noise
    if (lowEnough && Math.abs(point.slope) <= -flatten * start.slope) return point
    if (!lowEnough || point.value > low.value + noise || Number.isNaN(point.slope)) {
      high = point
    } else {
      if (high ? point.slope * (high.step - point.step) >= 0 : point.slope >= 0) high = low
      low = point
    }
    step = high ? between(low, high) : low.step * 2.5
  }
  // A lower point without the flatter slope is still progress.
  if (low.step > 0) return look(low.step)
  return undefined
}

/** The minimum of the cubic through both points, kept away from their ends. */
function between(a: LinePoint, b: LinePoint): number {
  const width = b.step - a.step
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.step - b.step)
  const root = d1 * d1 - a.slope * b.slope
  const d2 = Math.sign(width) * Math.sqrt(Math.max(root, 0))
  const share = 1 - (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2)
  if (!(share >= 0.1 && share <= 0.9)) return a.step + width * (share > 0.9 ? 0.9 : share < 0.1 ? 0.1 : 0.5)
  return a.step + width * share
}
