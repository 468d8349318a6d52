import { z } from '../../core/index.ts'
import { findingSchema } from '../audit/finding.ts'
import { intervalSchema } from '../figures/part-figures-schema.ts'
import { metricsSchema } from '../metrics.ts'

/** What a run says of one label: as a run that looks for it alone. */
export const judgedSchema = metricsSchema.pick({
  asked: true,
  decision: true,
  comparison: true,
  candidates: true,
  search: true,
  resampling: true,
  calibration: true,
  validation: true,
  test: true,
  slices: true,
  leak: true,
  trivialCosts: true,
  curves: true,
})

const averageSchema = z.strictObject({ precision: intervalSchema, recall: intervalSchema, f1: intervalSchema })

/** All labels together, on one part. */
export const overallSchema = z.strictObject({
  rows: z.int(),
  subsetAccuracy: intervalSchema.describe('share of rows with every label right'),
  hammingLoss: intervalSchema.describe('share of wrong cells, rows × labels'),
  micro: averageSchema.describe('of all cells together'),
  macro: averageSchema.describe('the mean of the labels, however rare'),
  samples: averageSchema.describe('the mean of the rows'),
  macroAveragePrecision: intervalSchema,
  labelRankingAveragePrecision: intervalSchema,
})
export type Overall = z.infer<typeof overallSchema>

/** `metrics.json` of a run on labels. */
export const labelsMetricsSchema = z.strictObject({
  evenkeel: z.literal(1),
  kind: z.literal('labels'),
  input: metricsSchema.shape.input,
  task: metricsSchema.shape.task,
  target: z.string(),
  features: metricsSchema.shape.features,
  leftOut: metricsSchema.shape.leftOut,
  chain: z.boolean().describe('whether labels learned from those before them'),
  parts: z.array(
    z.strictObject({
      part: z.enum(['train', 'validation', 'test']),
      rows: z.int(),
      labels: z.array(z.int()).describe('rows with each label, in the order of `labels`'),
      groups: z.int().nullable(),
    }),
  ),
  asked: z.strictObject({
    met: z
      .boolean()
      .nullable()
      .describe('whether every label with a goal meets it on test; null where nothing was asked'),
    verdict: z.string(),
  }),
  labels: z
    .array(
      z.strictObject({
        label: z.string(),
        rows: z.int(),
        share: z.number(),
        failure: z.string().nullable().describe('why it could not be learned; it is then never given'),
        result: judgedSchema.nullable(),
      }),
    )
    .describe('in the order in which they stand in the file'),
  validation: overallSchema,
  test: overallSchema,
  findings: z.array(findingSchema),
})
export type LabelsMetrics = z.infer<typeof labelsMetricsSchema>
