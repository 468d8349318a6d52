import { z } from '../core/index.ts'
import { namedChainSchema } from './chains/chain.ts'
import { presetNames } from './chains/preset-chains.ts'

/** How the input file is to be read; see `openTable`. */
export const readSchema = z.strictObject({
  header: z
    .boolean()
    .optional()
    .describe('whether the first row holds the column names; default: decided from the file'),
  columns: z.array(z.string()).optional().describe('column names, for a file without a header'),
  delimiter: z.string().optional().describe('what stands between two fields'),
  encoding: z
    .enum(['utf-8', 'utf-16le', 'utf-16be', 'latin1', 'windows-1252'])
    .optional()
    .describe('default: detected'),
  types: z
    .record(z.string(), z.enum(['number', 'integer', 'boolean', 'category', 'date', 'vector', 'text']))
    .optional()
    .describe('the types of columns, where the inferred ones are wrong'),
})

/** Which column plays which role, and what is asked of the result. */
export const recipeOptions = z.strictObject({
  target: z.string().describe('the column to predict'),
  text: z.string().optional().describe('the column of texts to learn from; without it the job is a table'),
  unlabeled: z
    .string()
    .optional()
    .describe(
      'a further file with the columns to learn from and without the target, whose rows help the candidate `self-training`',
    ),
  group: z.string().optional().describe('rows of one group never straddle a split'),
  id: z.string().optional().describe('names the rows; it is not learned from'),
  time: z.string().optional().describe('orders the rows: learn on the past, judge on the future'),
  weight: z.string().optional().describe('how much each row counts in training'),
  ignore: z.array(z.string()).default([]).describe('columns not to learn from'),
  keep: z.array(z.string()).default([]).describe('columns to learn from although they seem to give the answer away'),
  positive: z.string().optional().describe('the class to find, against all the rest; default: the rarer of two'),
  recall: z.number().gt(0).max(1).optional().describe('the least recall asked for'),
  precision: z.number().gt(0).max(1).optional().describe('the least precision asked for'),
  costs: z
    .string()
    .optional()
    .describe('what errors cost: "bad>good=5,good>bad=1" (true>decided=cost), or "5:1" (missed : false alarm)'),
  dropMissingTarget: z.boolean().default(false).describe('leave out rows whose target is missing'),
  train: z.number().gt(0).lt(1).default(0.6).describe('share of rows to learn from'),
  validation: z.number().gt(0).lt(1).default(0.2).describe('share of rows to choose the threshold on'),
  test: z.number().gt(0).lt(1).default(0.2).describe('share of rows to judge on, once'),
  gap: z
    .number()
    .min(0)
    .default(0)
    .describe('with --time: how much time to leave out between the parts, in units of the column'),
  candidates: z
    .array(z.enum(presetNames))
    .optional()
    .describe(
      'what to compare; default: all that fit the data (SMOTE needs a table, SMOTE + Tomek links one of numbers only; self-training needs `unlabeled`; boosting, the balanced forest and anomaly a table; anomaly, for two classes, only where it is asked for; beyond 200 classes plain and weights)',
    ),
  chains: z
    .array(namedChainSchema)
    .default([])
    .describe(
      'further candidates, a list of { name, sampler, amount, classWeight, model }, as `metrics.json` shows those that were tried',
    ),
  trials: z
    .int()
    .min(0)
    .default(0)
    .describe(
      'how many further candidates to draw at random: sampler, amount, weights, loss, model and its options; the worse ones are left behind after a few folds',
    ),
  minutes: z
    .number()
    .gt(0)
    .optional()
    .describe('draw further candidates for that long; the recipe that is written says how many there were'),
  folds: z.int().min(2).max(50).default(5).describe('parts of each cross-validation inside train'),
  repeats: z
    .int()
    .min(1)
    .max(100)
    .default(2)
    .describe(
      'how many times the cross-validation is repeated; once where rows are ordered by time or there are more than 200 classes',
    ),
  calibration: z
    .enum(['auto', 'none', 'platt', 'isotonic', 'temperature', 'beta', 'vector', 'perClass'])
    .default('auto')
    .describe('how scores become probabilities; auto: the best of none, platt, isotonic and temperature, out of fold'),
  C: z.number().gt(0).default(1).describe('inverse strength of the L2 penalty of logistic regression'),
  slice: z.array(z.string()).default([]).describe('columns whose levels are judged apart on test, the worst one named'),
  showLeak: z
    .boolean()
    .default(false)
    .describe('also resample before the split, as one must not, and show by how much that would have lied'),
  seed: z.int().min(0).default(0).describe('the same seed gives the same bytes'),
  format: z.enum(['parquet', 'csv']).default('parquet').describe('the format of the balanced training set'),
})
export type RecipeOptions = z.output<typeof recipeOptions>

/** What a written recipe names as its schema: the file in the package. */
export const recipeSchemaFile = 'evenkeel/schemas/recipe.schema.json'

/** `recipe.json`: a run as plain JSON. Run again it gives the same `metrics.json` and training set, byte for byte. */
export const recipeSchema = z.strictObject({
  $schema: z.string().optional().describe('where the JSON Schema of this format lies'),
  evenkeel: z.literal(1).describe('the version of this format'),
  input: z.strictObject({
    path: z.string().describe('relative to the recipe'),
    sha256: z.string().optional().describe('of the bytes of the file; a file that differs is refused'),
    unlabeledSha256: z.string().optional().describe('the same for the file of unlabeled rows'),
    read: readSchema.default({}),
  }),
  options: recipeOptions,
})
export type Recipe = z.output<typeof recipeSchema>
