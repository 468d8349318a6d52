import { z } from '../../core/index.ts'

const curveSchema = z.strictObject({
  class: z.string(),
  recall: z.array(z.number()),
  precision: z.array(z.number()),
})

/** What a report draws of the two parts, thinned. */
export const curvesSchema = z.strictObject({
  precisionRecall: z.strictObject({ validation: z.array(curveSchema), test: z.array(curveSchema) }),
  sweep: z
    .strictObject({
      threshold: z.array(z.number()),
      precision: z.array(z.number()),
      recall: z.array(z.number()),
      f1: z.array(z.number()),
    })
    .nullable()
    .describe('on validation; null where there are several classes'),
  reliability: z
    .array(
      z.strictObject({
        predicted: z.number(),
        observed: z.number(),
        low: z.number(),
        high: z.number(),
        rows: z.int(),
      }),
    )
    .describe('on test'),
})
export type Curves = z.infer<typeof curvesSchema>
