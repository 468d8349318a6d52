import { z } from '../../core/index.ts'
import { classWeightOption, lossOption } from '../../losses/index.ts'

export const histGradientBoostingOptions = z.strictObject({
  loss: lossOption,
  learningRate: z.number().positive().default(0.1).describe('what the values of leaves are multiplied by'),
  maxIter: z.int().min(1).default(100).describe('most rounds; a round is one tree, or one a class beyond two classes'),
  maxLeafNodes: z.int().min(2).nullable().default(31).describe('most leaves of a tree; null for no limit'),
  maxDepth: z.int().min(1).nullable().default(null).describe('most edges from the root to a leaf; null for no limit'),
  minSamplesLeaf: z.int().min(1).default(20).describe('least rows of a leaf'),
  l2Regularization: z.number().min(0).default(0).describe('L2 penalty on the values of leaves'),
  maxBins: z.int().min(2).max(255).default(255).describe('most bins of a column, beside the one of missing cells'),
  maxFeatures: z
    .number()
    .positive()
    .max(1)
    .default(1)
    .describe('share of the columns, drawn anew, that each split may use'),
  classWeight: classWeightOption,
  earlyStopping: z
    .union([z.literal('auto'), z.boolean()])
    .default('auto')
    .describe('stop when scores no longer get better; "auto": with more than 10,000 rows'),
  scoring: z
    .enum(['loss', 'averagePrecision', 'macroF1'])
    .default('loss')
    .describe('what tells whether a round was better: the loss, average precision, or macro-F1'),
  validationFraction: z
    .number()
    .positive()
    .lt(1)
    .nullable()
    .default(0.1)
    .describe('share of the rows of each class set aside for those scores; null: the scores of training'),
  nIterNoChange: z.int().min(1).default(10).describe('rounds without a better score before it stops'),
  tol: z.number().min(0).default(1e-7).describe('how much better a score must be to count'),
  seed: z
    .union([z.int(), z.string()], { error: 'must be a whole number or a text' })
    .default(0)
    .describe('the same seed gives the same model; drawn are rows set aside, columns, and rows for bins'),
})

export type HistGradientBoostingOptions = Readonly<z.output<typeof histGradientBoostingOptions>>
