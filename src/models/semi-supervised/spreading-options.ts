import { z } from '../../core/index.ts'

/** The options of `labelSpreading`. */
export const labelSpreadingOptions = z.strictObject({
  kernel: z
    .enum(['knn', 'rbf'])
    .default('knn')
    .describe('which rows pass labels to each other: each row and its nearest ones, or all by exp(−gamma · distance²)'),
  nNeighbors: z.int().min(1).default(7).describe('for `knn`: how many nearest rows, the row itself counted'),
  gamma: z.number().min(0).default(20).describe('for `rbf`: how fast the weight falls with the squared distance'),
  alpha: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.2)
    .describe('share of what a row believes that comes from its neighbors; the rest is its own label'),
  maxIter: z.int().min(1).default(30).describe('most rounds of passing labels on'),
  tol: z.number().min(0).default(1e-3).describe('stop when the beliefs change by less, summed over rows and classes'),
  classMassNormalization: z
    .boolean()
    .default(false)
    .describe('scale each class so that the unlabeled rows hold as much of it as the labeled ones do'),
})
