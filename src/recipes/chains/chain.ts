import { z } from '../../core/index.ts'

/** A unit of a registry, as data. */
const unitSchema = z.strictObject({
  name: z.string(),
  options: z.record(z.string(), z.json()).default({}),
})

/** One way of learning, as plain data: what happens to the training rows, what they weigh, and which model learns. */
export const chainSchema = z.strictObject({
  sampler: unitSchema
    .nullable()
    .default(null)
    .describe(
      'what rebalances the training rows, by its name among the samplers; `smote` stands for SMOTENC beside categories',
    ),
  amount: z
    .number()
    .gt(0)
    .max(1)
    .default(1)
    .describe('how far the sampler goes towards equal counts, on a scale of ratios: 0.5 is halfway, 1 all the way'),
  classWeight: z
    .union([z.enum(['balanced', 'inverseSquareRoot']), z.strictObject({ effectiveNumber: z.number().min(0).lt(1) })])
    .nullable()
    .default(null)
    .describe('what rows of each class weigh after resampling; { effectiveNumber: beta } as in class-balanced losses'),
  model: unitSchema.describe('the classifier or ensemble, by name, with its options; its loss is one of them'),
})
export type Chain = z.output<typeof chainSchema>

/** A chain under the name by which the report shall call it. */
export const namedChainSchema = chainSchema.extend({ name: z.string().min(1) })
