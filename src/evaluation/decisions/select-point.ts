import type { Costs } from './costs.ts'
import type { CheckedGoal } from './goal.ts'
import { normalQuantile } from './normal-quantile.ts'
import type { OperatingPoints } from './operating-points.ts'
import { surelyAtLeast, wilsonBound } from './proportion-bounds.ts'

export function recallAt(points: OperatingPoints, i: number): number {
  return points.truePositives[i]! / points.positives
}

/** 0 where the flagged rows weigh nothing. */
export function precisionAt(points: OperatingPoints, i: number): number {
  const alarms = points.truePositives[i]! + points.falsePositives[i]!
  return alarms > 0 ? points.truePositives[i]! / alarms : 0
}

export function meets(points: OperatingPoints, i: number, { recall, precision }: CheckedGoal): boolean {
  return (
    (recall === undefined || recallAt(points, i) >= recall) &&
    (precision === undefined || precisionAt(points, i) >= precision)
  )
}

/** The point of the greatest F-beta; of equals the one with the fewest alarms. */
export function bestFBeta(points: OperatingPoints, beta: number): number {
  const square = beta * beta
  let best = 0
  let bestValue = -1
  for (let i = 0; i < points.count; i++) {
    const hits = points.truePositives[i]!
    const value = ((1 + square) * hits) / (hits + points.falsePositives[i]! + square * points.positives)
    if (value > bestValue) {
      best = i
      bestValue = value
    }
  }
  return best
}

/** The point that flags the most rows within a budget of them, or −1 where the first point exceeds it. */
export function withinAlerts(points: OperatingPoints, alerts: number): number {
  let best = -1
  while (best + 1 < points.count && points.flagged[best + 1]! <= alerts) best++
  return best
}

/** The point of the least cost, or −1 where flagging nothing is cheapest; of equals the one with the fewest alarms. */
export function cheapest(points: OperatingPoints, costs: Costs): number {
  const [[tn, fp], [fn, tp]] = costs as [[number, number], [number, number]]
  let best = -1
  let least = 0
  for (let i = 0; i < points.count; i++) {
    const cost = points.truePositives[i]! * (tp - fn) + points.falsePositives[i]! * (fp - tn)
    if (cost < least) {
      best = i
      least = cost
    }
  }
  return best
}

/**
 * The point with recall ≥ `recall` of the greatest precision; of equals the one of the greatest recall. −1 where there
 * is none.
 */
export function mostPrecise(points: OperatingPoints, recall: number, assuredAt?: number): number {
  let best = -1
  let bestValue = -1
  let assured = false
  for (let i = 0; i < points.count; i++) {
    if (recallAt(points, i) < recall) continue
    if (assuredAt !== undefined && !assured) {
      // Recall only grows from here on, so that the test is passed once and for all.
      assured = surelyRecalls(points, i, recall, assuredAt)
      if (!assured) continue
    }
    if (precisionAt(points, i) >= bestValue) {
      best = i
      bestValue = precisionAt(points, i)
    }
  }
  return best
}

/** The point with precision ≥ `precision` of the greatest recall; of equals the more precise. −1 where there is none. */
export function mostRecalling(points: OperatingPoints, precision: number, assuredAt?: number): number {
  let best = -1
  for (let i = points.count - 1; i >= 0; i--) {
    if (best >= 0 && points.truePositives[i]! < points.truePositives[best]!) break
    if (precisionAt(points, i) < precision) continue
    if (assuredAt !== undefined && !surelyPrecise(points, i, precision, assuredAt)) continue
    if (best < 0 || precisionAt(points, i) > precisionAt(points, best)) best = i
  }
  return best
}

/**
 * Among the points that meet both shares the one likeliest to meet them on fresh rows: where the smaller of the two
 * margins, Wilson's one-sided lower bound over what was asked, is greatest. −1 where no point meets both.
 */
export function safest(points: OperatingPoints, goal: CheckedGoal, confidence: number): number {
  const recall = goal.recall!
  const precision = goal.precision!
  const z = normalQuantile(confidence)
  let best = -1
  let bestMargin = Number.NEGATIVE_INFINITY
  for (let i = 0; i < points.count; i++) {
    if (!meets(points, i, goal)) continue
    const margin = Math.min(
      wilsonBound(recallAt(points, i), points.effectivePositives, -z) / recall,
      wilsonBound(precisionAt(points, i), points.effectiveFlagged[i]!, -z) / precision,
    )
    if (margin > bestMargin) {
      best = i
      bestMargin = margin
    }
  }
  return best
}

/**
 * The point that comes nearest to a goal: where the larger of the two shortfalls, as shares of what was asked, is
 * smallest; of equals the one of the smaller sum, then the one with the fewest alarms.
 */
export function nearestPoint(points: OperatingPoints, { recall, precision }: CheckedGoal): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  let leastSum = Number.POSITIVE_INFINITY
  for (let i = 0; i < points.count; i++) {
    const lacking = recall === undefined ? 0 : Math.max(0, 1 - recallAt(points, i) / recall)
    const impure = precision === undefined ? 0 : Math.max(0, 1 - precisionAt(points, i) / precision)
    const shortfall = Math.max(lacking, impure)
    if (shortfall < least || (shortfall === least && lacking + impure < leastSum)) {
      best = i
      least = shortfall
      leastSum = lacking + impure
    }
  }
  return best
}

function surelyRecalls(points: OperatingPoints, i: number, asked: number, confidence: number): boolean {
  return surelyAtLeast(recallAt(points, i) * points.effectivePositives, points.effectivePositives, asked, confidence)
}

function surelyPrecise(points: OperatingPoints, i: number, asked: number, confidence: number): boolean {
  const trials = points.effectiveFlagged[i]!
  const share = precisionAt(points, i)
  // The exact test is dear; a share that is not even half the usual distance above what was asked never passes it.
  const least = asked + 0.5 * normalQuantile(confidence) * Math.sqrt((asked * (1 - asked)) / trials)
  return share >= least && surelyAtLeast(share * trials, trials, asked, confidence)
}
