import type { Costs } from './costs.ts'
import type { CheckedGoal } from './goal.ts'
import type { Interval } from './interval.ts'
import { normalQuantile } from './normal-quantile.ts'
import { exactLowerBound, surelyAtLeast, wilsonInterval } from './proportion-bounds.ts'

/** How a fixed threshold does on some data. */
export interface Judgment {
  /** A row is decided positive when its score is at least this. */
  readonly threshold: number
  /** Whether the figures reach the goal on these data; with costs, whether they are below both constant rules. */
  readonly met: boolean
  /**
   * Whether the goal also holds with confidence: by exact one-sided binomial tests (Clopper and Pearson), each at the
   * asked confidence; with costs, by the normal bound of the saving over both constant rules.
   */
  readonly assured: boolean
  /** Share of true alarms among the alarms, with Wilson's two-sided interval; NaN, 0 to 1 when nothing is flagged. */
  readonly precision: Interval
  /** Share of the positive rows that are flagged, with Wilson's two-sided interval. */
  readonly recall: Interval
  /** What the true shares are at least, one-sided and exact, at the asked confidence. */
  readonly atLeast: { readonly precision: number; readonly recall: number }
  /** 0 when nothing is flagged. */
  readonly f1: number
  /** How many rows are flagged, whatever their weight. */
  readonly flagged: number
  /** Cost a row, when the goal is costs. */
  readonly expectedCost?: number
}

/** The counts that a judgment is made of; weights where rows are weighted. */
export interface Counts {
  readonly truePositives: number
  readonly falsePositives: number
  readonly positives: number
  readonly negatives: number
  readonly effectivePositives: number
  readonly effectiveFlagged: number
  readonly flagged: number
  /** Number of rows. */
  readonly rowCount: number
}

export function judgeCounts(threshold: number, counts: Counts, goal: CheckedGoal, confidence: number): Judgment {
  const { truePositives, falsePositives, positives, effectivePositives, effectiveFlagged } = counts
  const recall = wilsonInterval((truePositives / positives) * effectivePositives, effectivePositives, confidence)
  const share = truePositives + falsePositives > 0 ? truePositives / (truePositives + falsePositives) : 0
  const precision = wilsonInterval(share * effectiveFlagged, effectiveFlagged, confidence)
  const exactRecall = truePositives / positives
  const base = {
    threshold,
    precision: effectiveFlagged > 0 ? { ...precision, value: share } : precision,
    recall: { ...recall, value: exactRecall },
    atLeast: {
      precision: exactLowerBound(share * effectiveFlagged, effectiveFlagged, confidence),
      recall: exactLowerBound(exactRecall * effectivePositives, effectivePositives, confidence),
    },
    f1: (2 * truePositives) / (truePositives + falsePositives + positives),
    flagged: counts.flagged,
  }
  if (goal.costs) return { ...base, ...judgeCosts(counts, goal.costs, confidence) }
  const budget =
    goal.alerts ?? (goal.alertRate === undefined ? Number.POSITIVE_INFINITY : goal.alertRate * counts.rowCount)
  return {
    ...base,
    met:
      counts.flagged <= budget &&
      (goal.recall === undefined || exactRecall >= goal.recall) &&
      (goal.precision === undefined || (effectiveFlagged > 0 && share >= goal.precision)),
    assured:
      counts.flagged <= budget &&
      (goal.recall === undefined ||
        surelyAtLeast(exactRecall * effectivePositives, effectivePositives, goal.recall, confidence)) &&
      (goal.precision === undefined ||
        surelyAtLeast(share * effectiveFlagged, effectiveFlagged, goal.precision, confidence)),
  }
}

/** Cost a row, and whether it undercuts never and always deciding positive, also with confidence. */
function judgeCosts(
  { truePositives, falsePositives, positives, negatives, rowCount }: Counts,
  costs: Costs,
  confidence: number,
): { met: boolean; assured: boolean; expectedCost: number } {
  const [[tn, fp], [fn, tp]] = costs as [[number, number], [number, number]]
  const mass = positives + negatives
  const missed = positives - truePositives
  const passed = negatives - falsePositives
  const cost = (truePositives * tp + missed * fn + falsePositives * fp + passed * tn) / mass
  const overNever = [
    [truePositives / mass, fn - tp],
    [falsePositives / mass, tn - fp],
  ] as const
  const overAlways = [
    [missed / mass, tp - fn],
    [passed / mass, fp - tn],
  ] as const
  const savings = [meanAndError(overNever, rowCount), meanAndError(overAlways, rowCount)]
  const z = normalQuantile(confidence)
  return {
    expectedCost: cost,
    met: savings.every(({ mean }) => mean > 0),
    assured: savings.every(({ mean, error }) => mean > 0 && mean - z * error > 0),
  }
}

/** Mean of a quantity that takes each value with its share and else 0, and the standard error of that mean. */
function meanAndError(parts: readonly (readonly [share: number, value: number])[], rowCount: number) {
  let mean = 0
  let square = 0
  for (const [share, value] of parts) {
    mean += share * value
    square += share * value * value
  }
  return { mean, error: Math.sqrt(Math.max(square - mean * mean, 0) / rowCount) }
}
