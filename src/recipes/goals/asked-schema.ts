import { z } from '../../core/index.ts'
import { figure, intervalSchema } from '../figures/part-figures-schema.ts'

const goalSchema = z.strictObject({
  recall: z.number().optional(),
  precision: z.number().optional(),
  costs: z
    .array(z.array(z.number()))
    .optional()
    .describe('costs[true class][decided class], in the order of `classes`'),
})

const operatingPointSchema = z.strictObject({ threshold: z.number(), recall: figure, precision: figure })

/** What was asked and whether it holds. */
export const askedSchema = z.strictObject({
  goal: goalSchema.nullable().describe('null when nothing was asked; the threshold then maximizes F1'),
  sentence: z.string().describe('the goal in words'),
  met: z.boolean().nullable().describe('on the test part; null when nothing was asked'),
  metOnValidation: z.boolean().nullable(),
  assured: z
    .boolean()
    .nullable()
    .describe(
      'whether the lower 95 % confidence bounds on validation reach the goal too; with groups, bounds that count the rows of a group as what they are worth',
    ),
  verdict: z.string().describe('the answer in one or two sentences'),
  nearest: operatingPointSchema.nullable().describe('where the goal is not met: the point that comes nearest'),
  precisionAtRecall: operatingPointSchema.nullable().describe('what the asked recall costs in precision'),
  recallAtPrecision: operatingPointSchema.nullable().describe('what the asked precision costs in recall'),
})

export type Asked = z.infer<typeof askedSchema>

/** The rule that turns a probability into a class. */
export const decisionSchema = z.strictObject({
  rule: z.enum(['threshold', 'class-thresholds', 'least-expected-cost']),
  thresholds: z
    .array(
      z.strictObject({
        class: z.string(),
        threshold: z.number().nullable(),
        low: z.number().nullable().describe('the lowest threshold that meets the goal on validation'),
        high: z.number().nullable().describe('the highest threshold that meets the goal on validation'),
        recall: intervalSchema.describe('on validation'),
        precision: intervalSchema.describe('on validation'),
      }),
    )
    .describe('one for the positive class, or one a class where there are several'),
})
export type DescribedRule = z.infer<typeof decisionSchema>
