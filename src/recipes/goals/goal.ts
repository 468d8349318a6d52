import { OptionError } from '../../core/index.ts'
import type { Goal } from '../../evaluation/index.ts'
import type { DataSet } from '../reading/data-set.ts'
import type { RecipeOptions } from '../recipe.ts'

/** What the user asks of the result: least recall and precision, or costs; undefined when nothing was asked. */
export function goalOf(
  options: Pick<RecipeOptions, 'recall' | 'precision'>,
  costs: DataSet['costs'],
): Goal | undefined {
  const { recall, precision } = options
  if (costs) {
    if (recall !== undefined || precision !== undefined) {
      throw new OptionError('costs: ask for costs or for recall and precision, not for both.')
    }
    return { costs }
  }
  if (recall === undefined && precision === undefined) return undefined
  return { ...(recall === undefined ? {} : { recall }), ...(precision === undefined ? {} : { precision }) }
}

/** The goal in words. */
export function goalSentence(goal: Goal | undefined, positive: string | undefined): string {
  const whose = positive === undefined ? 'for every class' : `for "${positive}"`
  if (!goal) return `no goal was asked ${whose}; the threshold maximizes F1`
  if ('costs' in goal) return 'the least expected cost'
  const parts = []
  if (goal.recall !== undefined) parts.push(`recall ≥ ${goal.recall}`)
  if (goal.precision !== undefined) parts.push(`precision ≥ ${goal.precision}`)
  return `${parts.join(' and ')} ${whose}`
}
