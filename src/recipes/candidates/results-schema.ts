import { z } from '../../core/index.ts'
import { chainSchema } from '../chains/chain.ts'
import { figure, intervalSchema } from '../figures/part-figures-schema.ts'

/** One way of learning, compared inside train. */
export const candidateResultSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  chain: chainSchema,
  chosen: z.boolean(),
  criterion: intervalSchema.describe('mean over the folds, with a 95 % interval'),
  averagePrecision: intervalSchema,
  differenceToPlain: intervalSchema
    .nullable()
    .describe('of the criterion, paired by fold; null for the plain candidate'),
  trainCriterion: figure.describe(
    'mean of the same criterion on the rows learned from; far above `criterion` means overfitting',
  ),
  failure: z.string().nullable().describe('why the candidate could not be fitted'),
})
export type CandidateResult = z.infer<typeof candidateResultSchema>

/** A chain that was drawn at random. */
export const trialSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  chain: chainSchema,
  folds: z.int().describe('on how many folds it was scored before it was left behind'),
  finished: z.boolean().describe('whether it was scored on all folds; it then stands among the candidates'),
  criterion: figure.describe('mean over those folds'),
  differenceToPlain: figure.describe('of the criterion, on the same folds'),
  failure: z.string().nullable(),
})
export type TrialResult = z.infer<typeof trialSchema>
