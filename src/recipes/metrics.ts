import { z } from '../core/index.ts'
import { chainSchema } from './chains/chain.ts'
import { figure, intervalSchema, partFiguresSchema } from './figures/part-figures-schema.ts'
import { slicesSchema } from './figures/slices.ts'
import { diagnosisSchema } from './resampling/diagnose.ts'
import { leakSchema } from './resampling/leak.ts'
import { unlabeledSchema } from './unlabeled/unlabeled-schema.ts'

/** Something the audit saw, and what to do about it. */
export const findingSchema = z.strictObject({
  check: z.string().describe('which check found it, in kebab case'),
  severity: z.enum(['error', 'warning', 'note', 'passed']),
  subject: z.string().nullable().describe('the column or class it is about'),
  sentence: z.string(),
  remedy: z.string().nullable(),
})
export type Finding = z.infer<typeof findingSchema>

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
  assured: z.boolean().nullable().describe('whether the lower 95 % confidence bounds on validation reach the goal too'),
  verdict: z.string().describe('the answer in one or two sentences'),
  nearest: operatingPointSchema.nullable().describe('where the goal is not met: the point that comes nearest'),
  precisionAtRecall: operatingPointSchema.nullable().describe('what the asked recall costs in precision'),
  recallAtPrecision: operatingPointSchema.nullable().describe('what the asked precision costs in recall'),
})

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
const trialSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  chain: chainSchema,
  folds: z.int().describe('on how many folds it was scored before it was left behind'),
  finished: z.boolean().describe('whether it was scored on all folds; it then stands among the candidates'),
  criterion: figure.describe('mean over those folds'),
  differenceToPlain: figure.describe('of the criterion, on the same folds'),
  failure: z.string().nullable(),
})

const curveSchema = z.strictObject({
  class: z.string(),
  recall: z.array(z.number()),
  precision: z.array(z.number()),
})

/** `metrics.json`: everything that a run found out. It holds no time and no absolute path. */
export const metricsSchema = z.strictObject({
  evenkeel: z.literal(1),
  input: z.strictObject({ file: z.string(), sha256: z.string(), rows: z.int(), columns: z.int() }),
  task: z.enum(['table', 'text']),
  target: z.string(),
  positive: z.string().nullable().describe('the class that is looked for; null where there are several classes'),
  classes: z.array(z.strictObject({ class: z.string(), rows: z.int(), share: z.number() })),
  features: z.array(z.string()).describe('the columns learned from'),
  leftOut: z.array(z.strictObject({ column: z.string(), reason: z.string() })),
  asked: askedSchema,
  decision: decisionSchema,
  parts: z.array(
    z.strictObject({
      part: z.enum(['train', 'validation', 'test']),
      rows: z.int(),
      classes: z.array(z.int()),
      groups: z.int().nullable(),
    }),
  ),
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
    .describe('what the winner did to its training rows; null where it made no rows, or more than can be compared'),
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
  trivialCosts: z
    .array(z.strictObject({ class: z.string(), costPerRow: z.number() }))
    .nullable()
    .describe('what deciding always for one class would cost on test; null without costs'),
  unlabeled: unlabeledSchema.optional().describe('absent without `unlabeled`'),
  curves: z.strictObject({
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
  }),
  findings: z.array(findingSchema),
})
export type Metrics = z.infer<typeof metricsSchema>
