import { type Classifier, z } from '../../core/index.ts'

/** The options of `selfTraining`. */
export const selfTrainingOptions = z.strictObject({
  base: z
    .union(
      [
        z.strictObject({
          name: z.string().min(1).describe('which classifier'),
          options: z.record(z.string(), z.unknown()).default({}).describe('its options'),
        }),
        z.custom<Classifier>((value) => typeof (value as Partial<Classifier> | null)?.fit === 'function'),
      ],
      { error: 'must be a classifier by name, { name, options }, or a classifier itself' },
    )
    .default({ name: 'logisticRegression', options: {} })
    .describe('what is trained: a classifier of the registry by name, or any classifier at all'),
  criterion: z
    .enum(['quota', 'threshold', 'kBest'])
    .default('quota')
    .describe('which rows a round takes: a quota of each class, those above a threshold, or the surest few'),
  quota: z
    .enum(['shares', 'crest'])
    .default('shares')
    .describe('for `quota`: classes in their expected shares, more rows each round; or CReST, rare classes the most'),
  shares: z
    .record(z.string(), z.number().min(0))
    .nullable()
    .default(null)
    .describe('how frequent each class is among the unlabeled rows, by name; null: as among the labeled ones'),
  alpha: z
    .number()
    .min(0)
    .default(1 / 3)
    .describe('for `quota: crest`: 0 takes all rows, more takes fewer of large classes'),
  alignment: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .default(null)
    .describe('pull probabilities towards the class shares, in the last round to shares ^ this; CReST+ has 0.5'),
  threshold: z.number().min(0).lt(1).default(0.75).describe('for `threshold`: a row is taken above that probability'),
  perClassThreshold: z
    .union([z.literal('flex'), z.record(z.string(), z.number().min(0).lt(1))], {
      error: 'must be "flex", thresholds by class name, or null',
    })
    .nullable()
    .default(null)
    .describe('thresholds of classes by name; "flex": FlexMatch, lower for classes that are learned slowly'),
  kBest: z.int().min(1).default(10).describe('for `kBest`: how many rows a round takes'),
  calibration: z
    .enum(['platt', 'isotonic', 'temperature', 'beta', 'vector'])
    .nullable()
    .default(null)
    .describe('make the probabilities of the base come true, from folds of the labeled rows, before rows are chosen'),
  relabel: z
    .boolean()
    .default(true)
    .describe('each round labels anew from the labeled rows; false: what was taken stays, as in scikit-learn'),
  pseudoWeight: z.number().positive().default(1).describe('what a pseudo-labeled row counts beside a labeled one'),
  maxIter: z.int().min(1).default(5).describe('most rounds'),
})

/** Options of `selfTraining`, defaults filled in. */
export type SelfTrainingOptions = Readonly<z.output<typeof selfTrainingOptions>>
