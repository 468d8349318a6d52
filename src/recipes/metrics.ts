import { z } from '../core/index.ts'
import { findingSchema } from './audit/finding.ts'
import { candidateResultSchema, trialSchema } from './candidates/results-schema.ts'
import { curvesSchema } from './figures/curves-schema.ts'
import { classCountsSchema, partSchema } from './figures/describe-data.ts'
import { constantCostsSchema, figure, partFiguresSchema } from './figures/part-figures-schema.ts'
import { slicesSchema } from './figures/slices.ts'
import { askedSchema, decisionSchema } from './goals/asked-schema.ts'
import { diagnosisSchema } from './resampling/diagnose.ts'
import { leakSchema } from './resampling/leak.ts'
import { unlabeledSchema } from './unlabeled/unlabeled-schema.ts'

/** `metrics.json`: everything that a run found out. It holds no time and no absolute path. */
export const metricsSchema = z.strictObject({
  evenkeel: z.literal(1),
  input: z.strictObject({ file: z.string(), sha256: z.string(), rows: z.int(), columns: z.int() }),
  task: z.enum(['table', 'text']),
  target: z.string(),
  positive: z.string().nullable().describe('the class that is looked for; null where there are several classes'),
  classes: classCountsSchema,
  features: z.array(z.string()).describe('the columns learned from'),
  leftOut: z.array(z.strictObject({ column: z.string(), reason: z.string() })),
  asked: askedSchema,
  decision: decisionSchema,
  parts: z.array(partSchema),
  comparison: z.strictObject({
    criterion: z.string().describe('averagePrecision, precisionAtRecall, recallAtPrecision or costPerRow'),
    higherIsBetter: z.boolean(),
    folds: z.int(),
    repeats: z.int(),
    winner: z.string(),
    reason: z.string(),
  }),
  candidates: z.array(candidateResultSchema),
  search: z
    .array(trialSchema)
    .describe('the chains drawn at random, in the order in which they were; empty without `trials`'),
  resampling: diagnosisSchema
    .nullable()
    .describe(
      'what the winner did to its training rows; null where it did not resample, or there are more than can be compared',
    ),
  calibration: z.strictObject({
    method: z.enum(['none', 'platt', 'isotonic', 'temperature', 'beta', 'vector', 'perClass']),
    expectedCalibrationErrorBefore: figure.describe('on validation'),
    expectedCalibrationErrorAfter: figure.describe('on validation'),
  }),
  validation: partFiguresSchema,
  test: partFiguresSchema,
  slices: slicesSchema.nullable().describe('on test, one a level of the columns asked for; null where none was'),
  leak: leakSchema
    .nullable()
    .describe('what resampling before the split would have claimed; null where it was not asked'),
  trivialCosts: constantCostsSchema
    .nullable()
    .describe('what deciding always for one class would cost on test; null without costs'),
  unlabeled: unlabeledSchema.optional().describe('absent without `unlabeled`'),
  curves: curvesSchema,
  findings: z.array(findingSchema),
})
export type Metrics = z.infer<typeof metricsSchema>
