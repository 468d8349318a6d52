import { z } from '../../core/index.ts'
import { intervalSchema } from '../figures/part-figures-schema.ts'
import { decisionFileSchema } from './decision-schema.ts'

const { input, chosen } = decisionFileSchema.shape

/** `decision.json` where rows may have several labels: a decision for each, and how all of them do together. */
export const labelDecisionSchema = z.strictObject({
  evenkeel: z.literal(1),
  kind: z.literal('label-decision'),
  input,
  chosen,
  labels: z.array(
    z.strictObject({
      label: z.string().describe('the column of its truth'),
      column: z.string().describe('the column of its scores'),
      rows: z.int().describe('how many rows have it'),
      decision: decisionFileSchema
        .nullable()
        .describe('as for one class alone; null where no row to choose on, or every one, has the label'),
      reason: z.string().nullable().describe('why there is no decision; the label is then never given'),
    }),
  ),
  asked: z.strictObject({
    sentence: z.string().describe('the goals in words'),
    met: z
      .boolean()
      .nullable()
      .describe('whether every label was judged and reaches its goal there; null without goals'),
    missed: z.array(z.string()).describe('the labels that do not, or have no threshold'),
    unjudged: z
      .array(z.string())
      .default([])
      .describe(
        'the labels that the test part has no row of, or none without; their thresholds are those of validation',
      ),
    verdict: z.string(),
  }),
  onJudged: z.strictObject({
    rows: z.int(),
    figures: z
      .record(z.string(), intervalSchema)
      .describe(
        'of all labels together: microPrecision, microRecall, microF1, macroPrecision, macroRecall, macroF1, subsetAccuracy, hammingLoss',
      ),
  }),
  notes: z.array(z.string()),
})
export type LabelDecisionFile = z.output<typeof labelDecisionSchema>
