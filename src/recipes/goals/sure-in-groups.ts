import type { Labels } from '../../core/index.ts'
import { type Goal, type Judgment, studentQuantile } from '../../evaluation/index.ts'
import { groupLowerBound, numberedGroups } from '../figures/group-shares.ts'

/**
 * The same judgments of decisions, one of the last of two classes or one a class, with the promise that holds where rows
 * come in groups: the rows of a group may be right or wrong together, so bounds count them as what they are worth.
 */
export function sureInGroups<J extends Judgment>(
  judgments: readonly (J | null)[],
  y: Labels,
  decided: Int32Array,
  goal: Goal | undefined,
  groups: readonly string[] | undefined,
): readonly (J | null)[] {
  if (!groups) return judgments
  const groupOf = numberedGroups(groups)
  const first = judgments.length === 1 ? 1 : 0
  return judgments.map((one, at) => {
    if (!one) return null
    const code = first + at
    const truth = Uint8Array.from(y.codes, (other) => (other === code ? 1 : 0))
    const flagged = Uint8Array.from(decided, (other) => (other === code ? 1 : 0))
    const atLeast = {
      precision: groupLowerBound(truth, flagged, groupOf),
      recall: groupLowerBound(flagged, truth, groupOf),
    }
    return { ...one, atLeast, assured: one.assured && holds(atLeast, y, decided, goal, groupOf) }
  })
}

function holds(
  atLeast: Judgment['atLeast'],
  y: Labels,
  decided: Int32Array,
  goal: Goal | undefined,
  groupOf: Int32Array,
): boolean {
  if (!goal) return true
  if ('costs' in goal) return goal.costs.every((_, always) => surelyCheaper(y, decided, goal.costs, always, groupOf))
  return atLeast.recall >= (goal.recall ?? 0) && atLeast.precision >= (goal.precision ?? 0)
}

/** Whether decisions cost less than always deciding for one class, by the 95 % bound of what they save a row. */
function surelyCheaper(
  y: Labels,
  decided: Int32Array,
  costs: readonly (readonly number[])[],
  always: number,
  groupOf: Int32Array,
): boolean {
  const groups = groupOf.reduce((most, group) => Math.max(most, group + 1), 0)
  if (groups < 2) return false
  const saved = new Float64Array(groups)
  const sizes = new Float64Array(groups)
  let total = 0
  for (let row = 0; row < groupOf.length; row++) {
    const prices = costs[y.codes[row]!]!
    const saving = prices[always]! - prices[decided[row]!]!
    saved[groupOf[row]!]! += saving
    sizes[groupOf[row]!]!++
    total += saving
  }
  const mean = total / groupOf.length
  let spread = 0
  for (let group = 0; group < groups; group++) spread += (saved[group]! - mean * sizes[group]!) ** 2
  const error = Math.sqrt((groups / (groups - 1)) * spread) / groupOf.length
  return mean > 0 && mean - studentQuantile(0.95, groups - 1) * error > 0
}
