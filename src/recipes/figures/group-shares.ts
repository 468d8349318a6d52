import { exactLowerBound, type Interval, studentQuantile, wilsonInterval } from '../../evaluation/index.ts'

/** A share of rows that come in groups. */
export interface GroupShare {
  readonly value: number
  /**
   * How many rows on their own would tell as much: at most the rows there are, about the groups where the rows of a
   * group are alike. 0 where one group holds them all, which tells nothing of others.
   */
  readonly trials: number
}

/** Numbers the groups in the order in which they first occur. */
export function numberedGroups(groups: readonly string[]): Int32Array {
  const numbers = new Map<string, number>()
  return Int32Array.from(groups, (group) => {
    const known = numbers.get(group)
    if (known !== undefined) return known
    numbers.set(group, numbers.size)
    return numbers.size - 1
  })
}

/**
 * The share of `hits` among the rows that are `counted` (both 1 or 0), where rows of a group may be alike: the rows are
 * as many as would give a share of rows on their own the variance that this one has between groups, made fewer where
 * there are few groups. Where every row is a hit, or none, the rows of a group count as one.
 *
 * E. L. Korn, B. I. Graubard, "Confidence Intervals for Proportions with Small Expected Number of Positive Counts
 * Estimated from Survey Data", Survey Methodology 24, 1998. `tail` is the probability that a bound leaves out.
 */
export function groupShare(
  hits: ArrayLike<number>,
  counted: ArrayLike<number>,
  groupOf: Int32Array,
  tail: number,
): GroupShare {
  const groups = groupOf.reduce((most, group) => Math.max(most, group + 1), 0)
  const own = new Float64Array(groups)
  const rows = new Float64Array(groups)
  let all = 0
  let right = 0
  for (let row = 0; row < groupOf.length; row++) {
    if (!counted[row]) continue
    const group = groupOf[row]!
    rows[group]!++
    all++
    if (hits[row]) {
      own[group]!++
      right++
    }
  }
  if (all === 0) return { value: Number.NaN, trials: 0 }
  const value = right / all
  let present = 0
  let spread = 0
  let squares = 0
  for (let group = 0; group < groups; group++) {
    const size = rows[group]!
    if (size === 0) continue
    present++
    squares += size * size
    spread += (own[group]! - value * size) ** 2
  }
  if (present === all) return { value, trials: all }
  if (present === 1) return { value, trials: 0 }
  const variance = ((present / (present - 1)) * spread) / (all * all)
  const worth = right === 0 || right === all ? (all * all) / squares : (value * (1 - value)) / variance
  const fewer = (studentQuantile(1 - tail, all - 1) / studentQuantile(1 - tail, present - 1)) ** 2
  return { value, trials: Math.min(all, worth) * fewer }
}

/** Wilson's 95 % interval for as many rows as the share is worth. */
export function groupInterval(hits: ArrayLike<number>, counted: ArrayLike<number>, groupOf: Int32Array): Interval {
  const { value, trials } = groupShare(hits, counted, groupOf, 0.025)
  return { ...wilsonInterval((trials > 0 ? value : 0) * trials, trials), value }
}

/** What the share is at least, with 95 % confidence. */
export function groupLowerBound(hits: ArrayLike<number>, counted: ArrayLike<number>, groupOf: Int32Array): number {
  const { value, trials } = groupShare(hits, counted, groupOf, 0.05)
  return trials > 0 ? exactLowerBound(value * trials, trials, 0.95) : 0
}
