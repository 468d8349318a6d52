import { OptionError, z } from '../../core/index.ts'
import { type AnyCalibratorName, calibrators, type Goal, parseCosts } from '../../evaluation/index.ts'
import { readSchema, recipeOptions } from '../recipe.ts'

const { positive, recall, precision, costs, seed } = recipeOptions.shape
const methods = ['auto', ...Object.keys(calibrators)] as ['auto', ...AnyCalibratorName[]]

/** What is asked of a decision about rows that are scored already. */
export const goalOptions = z.strictObject({
  recall,
  precision,
  fBeta: z.number().gt(0).optional().describe('maximize F-beta: recall counts beta times as much as precision'),
  alerts: z.int().min(1).optional().describe('the most rows to flag among as many as the threshold is chosen on'),
  alertRate: z.number().gt(0).max(1).optional().describe('the largest share of the rows to flag'),
  costs,
  falseAlarmCost: z
    .string()
    .optional()
    .describe('what a false alarm costs on each row: a column, or one number for all rows'),
  missCost: z.string().optional().describe('what a miss costs on each row: a column, or one number for all rows'),
})

export const chooseOptions = z.strictObject({
  ...goalOptions.shape,
  calibration: z.enum(methods).default('auto').describe('how scores become probabilities'),
  guarantee: z
    .enum(['bound', 'conformal'])
    .default('bound')
    .describe(
      'what stands behind the goal: lower confidence bounds, or for a recall conformal risk control, which holds on average for rows of the same source',
    ),
  part: z
    .string()
    .optional()
    .describe(
      'a column that says validation or test: chosen on the first, judged once on the second; default: out of fold',
    ),
  group: z.string().optional().describe('rows of one group never straddle two folds'),
  folds: z.int().min(2).max(50).default(5).describe('without a part column: into how many folds the rows are dealt'),
  seed,
  dropMissingTarget: recipeOptions.shape.dropMissingTarget,
  read: readSchema.default({}).describe('how the file is read'),
})

export const decideOptions = z.strictObject({
  truth: z.string().describe('the column of the true classes'),
  score: z
    .array(z.string())
    .min(1)
    .describe('the column of the scores of the positive class, or one column a class, named after the classes'),
  positive,
  ...chooseOptions.shape,
})
export type DecideOptions = z.input<typeof decideOptions>
export type ChooseOptions = z.output<typeof chooseOptions>

/** The goal of the options; refuses goals that are asked beside each other. Row costs are no goal of their own here. */
export function decisionGoal(
  options: ChooseOptions,
  classes: readonly (string | number | boolean)[],
): Goal | undefined {
  const { recall, precision, fBeta, alerts, alertRate, costs, falseAlarmCost, missCost } = options
  const shares = recall !== undefined || precision !== undefined
  const asked = [
    shares && '`recall` or `precision`',
    fBeta !== undefined && '`fBeta`',
    alerts !== undefined && '`alerts`',
    alertRate !== undefined && '`alertRate`',
    costs !== undefined && '`costs`',
    (falseAlarmCost !== undefined || missCost !== undefined) && '`missCost`',
  ].filter((one) => one !== false)
  if (asked.length > 1) throw new OptionError(`decide: ask for ${asked.join(' or ')}, not for both.`)
  if ((falseAlarmCost === undefined) !== (missCost === undefined)) {
    throw new OptionError(
      'decide: `falseAlarmCost` and `missCost` belong together; name a column or a number for each.',
    )
  }
  if (options.guarantee === 'conformal' && (recall === undefined || precision !== undefined || classes.length > 2)) {
    throw new OptionError(
      'decide: the conformal guarantee is about the recall of one class; ask for `recall` alone, with `positive` where there are several classes.',
    )
  }
  if (classes.length > 2 && (fBeta !== undefined || alerts !== undefined || alertRate !== undefined || missCost)) {
    throw new OptionError(`decide: ${asked[0]} is about one class; name it with \`positive\`.`)
  }
  if (costs !== undefined) return { costs: parseCosts(costs, classes) }
  if (fBeta !== undefined) return { fBeta }
  if (alerts !== undefined) return { alerts }
  if (alertRate !== undefined) return { alertRate }
  if (!shares) return undefined
  return { ...(recall === undefined ? {} : { recall }), ...(precision === undefined ? {} : { precision }) }
}

/** The goal in words. */
export function decisionSentence(options: ChooseOptions, positive: string | undefined): string {
  const { recall, precision, fBeta, alerts, alertRate, costs, missCost, falseAlarmCost } = options
  const whose = positive === undefined ? 'for every class' : `for "${positive}"`
  if (costs !== undefined) return 'the least expected cost'
  if (missCost !== undefined)
    return `the least cost, each row at its own: ${missCost} where it is missed, ${falseAlarmCost} where it is flagged in vain`
  if (fBeta !== undefined) return `the highest F-beta ${whose}, beta ${fBeta}`
  if (alerts !== undefined) return `at most ${alerts} alerts ${whose}`
  if (alertRate !== undefined)
    return `alerts on at most ${Number((100 * alertRate).toPrecision(6))} % of the rows ${whose}`
  const parts = []
  if (recall !== undefined) parts.push(`recall ≥ ${recall}`)
  if (precision !== undefined) parts.push(`precision ≥ ${precision}`)
  return parts.length > 0 ? `${parts.join(' and ')} ${whose}` : `no goal was asked ${whose}; the threshold maximizes F1`
}
