import { OptionError } from '../../core/index.ts'
import { type Costs, checkCosts } from './costs.ts'

/**
 * What a decision shall reach. One of: a recall, a precision or both; the greatest F-beta; the best use of a budget of
 * alerts, in rows or as a share of the rows; the least cost, `costs[true class][decided class]` in the order of the
 * classes. With none of them it is the greatest F1.
 */
export type Goal = ShareGoal | { readonly costs: Costs }

interface ShareGoal {
  readonly recall?: number
  readonly precision?: number
  /** The F-beta to maximize: recall counts beta times as much as precision. */
  readonly fBeta?: number
  /** The most rows that may be flagged. */
  readonly alerts?: number
  /** The largest share of the rows that may be flagged. */
  readonly alertRate?: number
}

/** The same goal with every field named; all undefined when nothing is asked. */
export interface CheckedGoal {
  readonly recall: number | undefined
  readonly precision: number | undefined
  readonly fBeta: number | undefined
  readonly alerts: number | undefined
  readonly alertRate: number | undefined
  readonly costs: Costs | undefined
}

/** Refuses values out of range, costs of the wrong shape and goals that are asked beside each other. */
export function checkGoal(who: string, goal: Goal | undefined, classCount: number): CheckedGoal {
  const { recall, precision, fBeta, alerts, alertRate, costs } = (goal ?? {}) as Partial<CheckedGoal>
  for (const [name, share] of Object.entries({ recall, precision, alertRate })) {
    if (share !== undefined && !(share > 0 && share <= 1)) {
      throw new OptionError(`${who}: \`${name}\` must be more than 0 and at most 1; it is ${share}.`)
    }
  }
  if (fBeta !== undefined && !(fBeta > 0 && fBeta < Number.POSITIVE_INFINITY)) {
    throw new OptionError(`${who}: \`fBeta\` must be a number above 0; it is ${fBeta}.`)
  }
  if (alerts !== undefined && !(Number.isInteger(alerts) && alerts >= 1)) {
    throw new OptionError(`${who}: \`alerts\` must be a whole number of at least 1; it is ${alerts}.`)
  }
  if (costs !== undefined && (recall !== undefined || precision !== undefined)) {
    throw new OptionError(`${who}: a goal is either costs or a recall and a precision, not both; leave one out.`)
  }
  const alone = Object.entries({ fBeta, alerts, alertRate, costs }).filter(([, value]) => value !== undefined)
  const shares = recall !== undefined || precision !== undefined
  if (alone.length > 1 || (alone.length === 1 && shares)) {
    const names = [...(shares ? ['recall or precision'] : []), ...alone.map(([name]) => name)]
    throw new OptionError(`${who}: a goal is one of ${names.join(' and ')}, not both; leave one out.`)
  }
  if (costs !== undefined) checkCosts(who, costs, classCount)
  return { recall, precision, fBeta, alerts, alertRate, costs }
}
