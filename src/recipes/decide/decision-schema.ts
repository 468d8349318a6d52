import { z } from '../../core/index.ts'
import { intervalSchema, partFiguresSchema } from '../figures/part-figures-schema.ts'
import { askedSchema, decisionSchema } from '../goals/asked-schema.ts'
import { metricsSchema } from '../metrics.ts'

const figure = z.number().nullable().describe('null where the figure is undefined')
const { shape } = metricsSchema

const calibrationFiguresSchema = z.strictObject({
  expectedCalibrationError: figure,
  brier: figure,
  logLoss: figure,
})

/** `decision.json`: a decision about scores of any model, how it was chosen and how it does. No time, no absolute path. */
export const decisionFileSchema = z.strictObject({
  evenkeel: z.literal(1),
  kind: z.literal('decision'),
  input: z.strictObject({ file: z.string(), sha256: z.string(), rows: z.int().describe('rows that were used') }),
  truth: z.string(),
  positive: z.string().nullable().describe('the class that is looked for; null where there are several classes'),
  classes: shape.classes,
  scores: z.strictObject({
    columns: z.array(z.string()).describe('one for the positive class, or one a class in the order of `classes`'),
    kind: z
      .enum(['probability', 'raw', 'divided', 'softmax', 'model'])
      .describe(
        'probability: between 0 and 1 as given; raw: sigmoid((score - center) / scale) before calibration; divided or softmax: what made the rows of several classes sum to 1; model: of a saved model',
      ),
    center: z.number(),
    scale: z.number(),
  }),
  chosen: z.strictObject({
    how: z.enum(['part', 'out-of-fold']),
    rows: z.int().describe('rows that the calibration and the threshold were chosen on'),
    judgedRows: z.int().describe('rows that they were judged on'),
    folds: z.int().nullable(),
    sentence: z.string(),
  }),
  asked: z.strictObject({
    ...askedSchema.shape,
    goal: z
      .strictObject({
        recall: z.number().optional(),
        precision: z.number().optional(),
        fBeta: z.number().optional(),
        alerts: z.int().optional(),
        alertRate: z.number().optional(),
        costs: z
          .array(z.array(z.number()))
          .optional()
          .describe('costs[true class][decided class], in the order of `classes`'),
        falseAlarmCost: z.string().optional().describe('a column or a number'),
        missCost: z.string().optional().describe('a column or a number'),
      })
      .nullable()
      .describe('null when nothing was asked; the threshold then maximizes F1'),
    met: z
      .boolean()
      .nullable()
      .describe(
        'on the rows that it was judged on; null when nothing was asked that can be missed, or it could not be judged',
      ),
    metOnValidation: z.boolean().nullable().describe('on the rows that it was chosen on'),
    assured: z.boolean().nullable().describe('whether the lower 95 % confidence bounds reach the goal too'),
    guarantee: z.enum(['bound', 'conformal']),
    unjudged: z
      .string()
      .optional()
      .describe('why it could not be judged, where the test part has no row of the label, or no other'),
  }),
  decision: z.strictObject({
    rule: z.enum([...decisionSchema.shape.rule.options, 'row-costs']),
    thresholds: decisionSchema.shape.thresholds.describe('on calibrated probabilities; figures where it was chosen'),
    scoreThreshold: z
      .number()
      .nullable()
      .describe(
        'the same decision on the scores as given: flag a row whose score is at least this; null where none says it',
      ),
    thresholdsByFold: z.array(z.number()).describe('out of fold: what each fold would have chosen'),
    costs: z.array(z.array(z.number())).nullable(),
    rowCosts: z
      .strictObject({
        perRow: z.number().describe('what a row costs where it was judged'),
        neverFlagging: z.number(),
        alwaysFlagging: z.number(),
        oneThreshold: z.number().describe('what the best single threshold would cost a row where it was chosen'),
        probabilityThreshold: z.number().describe('that threshold'),
      })
      .nullable(),
  }),
  calibration: z.strictObject({
    method: z.string(),
    saved: z
      .record(z.string(), z.unknown())
      .describe('the calibrator; `loadCalibrator` of evenkeel/evaluation reads it'),
    before: calibrationFiguresSchema
      .nullable()
      .describe('where it was judged; null for scores that are no probabilities'),
    after: calibrationFiguresSchema.describe('where it was judged'),
  }),
  onChosen: partFiguresSchema.describe('where it was chosen; out of fold that is every row, with the final rule'),
  onJudged: partFiguresSchema.describe(
    'where it was judged; out of fold that is every row, decided by rules that had not seen it',
  ),
  trivialCosts: shape.trivialCosts,
  whatIf: z
    .array(
      z.strictObject({
        alerts: z.int(),
        alertRate: z.number(),
        threshold: z.number().describe('on calibrated probabilities'),
        recall: intervalSchema,
        precision: intervalSchema,
        chosen: z.boolean().describe('whether this is the decision'),
      }),
    )
    .describe('what other numbers of alerts would find, where it was chosen; empty where there are several classes'),
  curves: z.strictObject({
    ...shape.curves.shape,
    costByThreshold: z
      .strictObject({
        threshold: z.array(z.number()),
        expectedCost: z.array(z.number()).describe('a row'),
        never: z.number().describe('of flagging nothing'),
        always: z.number().describe('of flagging everything'),
      })
      .nullable()
      .describe('where it was chosen; null without costs, or with several classes'),
    reliabilityBefore: shape.curves.shape.reliability.nullable(),
    costs: z
      .strictObject({
        probabilityCost: z
          .array(z.number())
          .describe('positives × cost of a miss, as a share of that and negatives × cost of a false alarm'),
        decision: z.array(z.number()),
        best: z.array(z.number()).describe('what the best threshold for each would cost'),
        trivial: z.array(z.number()).describe('the cheaper of never and always flagging'),
        asked: z.number().nullable().describe('where the asked costs lie'),
      })
      .nullable()
      .describe(
        'normalized expected cost (Drummond and Holte 2006); null where there are several classes, or one was not there to be judged on',
      ),
  }),
  notes: z.array(z.string()),
})
export type DecisionFile = z.output<typeof decisionFileSchema>
