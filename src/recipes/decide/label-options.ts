import { didYouMean, OptionError, z } from '../../core/index.ts'
import { type ChooseOptions, chooseOptions, decisionSentence, goalOptions } from './decide-options.ts'

/** Goals of single labels; what they leave open is asked of every label alike. */
export const labelGoalOptions = z.strictObject({
  recallOf: z
    .record(z.string(), z.number().gt(0).max(1))
    .default({})
    .describe('the least recall asked for some labels, where it differs'),
  precisionOf: z
    .record(z.string(), z.number().gt(0).max(1))
    .default({})
    .describe('the least precision asked for some labels, where it differs'),
  fBetaOf: z.record(z.string(), z.number().gt(0)).default({}).describe('maximize F-beta for some labels, instead'),
  costsOf: z
    .record(z.string(), z.string())
    .default({})
    .describe('what errors cost for some labels, as "5:1" (missed : false alarm); instead of recall and precision'),
})

export const decideLabelsOptions = z.strictObject({
  labels: z
    .array(z.string())
    .min(1)
    .describe('any number of labels a row: the columns of their truth, 1 or yes where a row has the label'),
  score: z
    .array(z.string())
    .optional()
    .describe('their score columns, named after the labels, such as p_toxic; default: found among all columns'),
  positive: z
    .string()
    .optional()
    .describe('what a truth column says where a row has the label; default: 1, yes or true'),
  ...labelGoalOptions.shape,
  ...chooseOptions.shape,
})
export type DecideLabelsOptions = z.input<typeof decideLabelsOptions>
export type CheckedLabelsOptions = z.output<typeof decideLabelsOptions>

const ownGoals = Object.keys(labelGoalOptions.shape) as (keyof typeof labelGoalOptions.shape)[]

/** Refuses goals of labels that are not asked about, and what differs from row to row. */
export function checkLabelsOptions(options: CheckedLabelsOptions): void {
  const { labels } = options
  const twice = labels.find((label, at) => labels.indexOf(label) !== at)
  if (twice !== undefined) throw new OptionError(`decide: \`labels\` names "${twice}" twice. Name each label once.`)
  for (const key of ownGoals) {
    const unknown = Object.keys(options[key]).find((label) => !labels.includes(label))
    if (unknown !== undefined) {
      throw new OptionError(
        `decide: \`${key}\` names "${unknown}", which is not among \`labels\`${didYouMean(unknown, labels)}`,
      )
    }
  }
  if (options.missCost !== undefined || options.falseAlarmCost !== undefined) {
    throw new OptionError('decide: `missCost` is about one class; give labels their costs with `costsOf`.')
  }
}

/** What is asked of one label: its own recall and precision, F-beta or costs, else those of all. */
export function optionsOfLabel(options: CheckedLabelsOptions, label: string): ChooseOptions {
  const { labels: _, score: __, positive: ___, recallOf, precisionOf, fBetaOf, costsOf, ...shared } = options
  const own = <T>(record: Readonly<Record<string, T>>) => (Object.hasOwn(record, label) ? record[label] : undefined)
  const [recall, precision] = [own(recallOf), own(precisionOf)]
  const [fBeta, costs] = [own(fBetaOf), own(costsOf)]
  const named = [recall ?? precision, fBeta, costs].filter((one) => one !== undefined)
  if (named.length > 1) {
    throw new OptionError(`decide: label "${label}" has goals of two kinds of its own; ask for one of them.`)
  }
  if (named.length === 0) return shared
  const bare = Object.fromEntries(
    Object.entries(shared).filter(([key]) => !(key in goalOptions.shape)),
  ) as ChooseOptions
  if (fBeta !== undefined) return { ...bare, fBeta }
  if (costs !== undefined) return { ...bare, costs }
  return given({ ...bare, recall: recall ?? shared.recall, precision: precision ?? shared.precision })
}

/** Everything that was asked, in words. */
export function labelsSentence(options: CheckedLabelsOptions): string {
  const own = options.labels.filter((label) => ownGoals.some((key) => Object.hasOwn(options[key], label)))
  const parts = own.slice(0, 5).map((label) => {
    const asked = optionsOfLabel(options, label)
    return `${decisionSentence(asked, label)}${asked.costs === undefined ? '' : ` for "${label}"`}`
  })
  if (own.length > parts.length) parts.push(`goals of their own for ${own.length - parts.length} more`)
  if (own.length < options.labels.length) {
    const rest = decisionSentence(options, undefined)
    parts.push(rest.replace('every class', own.length === 0 ? 'every label' : 'every other label'))
  }
  return parts.join('; ')
}

function given<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T
}
