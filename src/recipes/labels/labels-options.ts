import { OptionError, z } from '../../core/index.ts'
import { readSchema, recipeOptions } from '../recipe.ts'

const byLabel = (what: string) => z.record(z.string(), z.number().gt(0).max(1)).default({}).describe(what)

/** What concerns labels alone; all else is as in a run. */
export const labelOptions = z.strictObject({
  labels: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('columns of yes and no, one a label, where a row may have any number of them; instead of a target'),
  labelDelimiter: z.string().min(1).optional().describe('the target holds any number of labels a row, parted by that'),
  chain: z
    .boolean()
    .default(false)
    .describe('each label also learns from the probabilities of those before it, the most frequent first'),
  recallOf: byLabel('the least recall asked for some labels, where it differs'),
  precisionOf: byLabel('the least precision asked for some labels, where it differs'),
  trialsOf: z
    .record(z.string(), z.int().min(0))
    .default({})
    .describe('how many chains to draw at random for some labels, where it differs'),
  costsOf: z
    .record(z.string(), z.string())
    .default({})
    .describe('what errors cost for some labels, as "5:1" (missed : false alarm); instead of recall and precision'),
})

/** The options of a run on labels: those of a run that make sense for it, and its own. */
export const labelsRunOptions = z.strictObject({
  ...recipeOptions.omit({
    target: true,
    positive: true,
    unlabeled: true,
    costs: true,
    dropMissingTarget: true,
    format: true,
  }).shape,
  target: z.string().optional().describe('the column of labels, with `labelDelimiter`'),
  minutes: recipeOptions.shape.minutes.describe(
    'draw further candidates for that long, shared alike by the labels; the recipe that is written says how many there were',
  ),
  ...labelOptions.shape,
})
export type LabelsRunOptions = z.output<typeof labelsRunOptions>

/** `recipe.json` of a run on labels. */
export const labelsRecipeSchema = z.strictObject({
  evenkeel: z.literal(1),
  kind: z.literal('labels'),
  input: z.strictObject({ path: z.string(), sha256: z.string().optional(), read: readSchema.default({}) }),
  options: labelsRunOptions,
})
export type LabelsRecipe = z.output<typeof labelsRecipeSchema>

/** Which columns hold the labels. */
export type WhereLabels = Pick<LabelsRunOptions, 'labels' | 'target' | 'labelDelimiter'>

/** The columns that hold the labels: one each, or a single one that names them. */
export function labelColumns({ labels, target, labelDelimiter }: WhereLabels): readonly string[] {
  if (labels !== undefined && target === undefined && labelDelimiter === undefined) return labels
  if (labels === undefined && target !== undefined && labelDelimiter !== undefined) return [target]
  throw new OptionError(
    'labels: name either the columns of `labels`, or a `target` with its `labelDelimiter`, and not both.',
  )
}
