import { OptionError } from '../../core/index.ts'
import { type Costs, checkCosts } from './costs.ts'

/**
 * What a decision shall reach: a recall, a precision, both, or the least cost. `costs[true class][decided class]`, in
 * the order of the classes.
 */
export type Goal = { readonly recall?: number; readonly precision?: number } | { readonly costs: Costs }

/** The same goal with every field named; all undefined when nothing is asked. */
export interface CheckedGoal {
  readonly recall: number | undefined
  readonly precision: number | undefined
  readonly costs: Costs | undefined
}

/** Refuses shares outside (0, 1], costs of the wrong shape and costs beside shares. */
export function checkGoal(who: string, goal: Goal | undefined, classCount: number): CheckedGoal {
  const { recall, precision, costs } = (goal ?? {}) as Partial<CheckedGoal>
  for (const [name, share] of [['recall', recall] as const, ['precision', precision] as const]) {
    if (share !== undefined && !(share > 0 && share <= 1)) {
      throw new OptionError(`${who}: \`${name}\` must be more than 0 and at most 1; it is ${share}.`)
    }
  }
  if (costs !== undefined && (recall !== undefined || precision !== undefined)) {
    throw new OptionError(`${who}: a goal is either costs or a recall and a precision, not both; leave one out.`)
  }
  if (costs !== undefined) checkCosts(who, costs, classCount)
  return { recall, precision, costs }
}
