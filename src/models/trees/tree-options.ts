import { z } from '../../core/index.ts'
import type { TreeRules } from './tree-task.ts'

const countOrShare = z.union([z.int().min(1), z.number().gt(0).lt(1)])

/** How many columns a split looks at. */
export const maxFeaturesOption = z
  .union([z.enum(['sqrt', 'log2']), countOrShare], {
    error: 'must be "sqrt", "log2", a number of columns from 1, a share of them below 1, or null for all',
  })
  .nullable()
  .describe('how many columns, drawn at random, a split chooses from: "sqrt", "log2", a count, a share, or null: all')

/** A count of rows from `least`, which is the default, or a share of those that a tree is grown on. */
function rowsOrShare(least: number) {
  return z
    .union([z.int().min(least), z.number().gt(0, { abort: true }).lt(1, { abort: true })], {
      error: `must be a number of rows from ${least}, or a share of them below 1`,
    })
    .default(least)
}

/** What every learner of trees can be told about their growth. */
export const treeOptions = z.strictObject({
  criterion: z
    .enum(['gini', 'entropy', 'logLoss'])
    .default('gini')
    .describe('what a split lowers: the Gini impurity, or the entropy ("logLoss" is the same)'),
  maxDepth: z.int().min(1).nullable().default(null).describe('most splits from the root to a leaf; null: no limit'),
  maxLeafNodes: z
    .int()
    .min(2)
    .nullable()
    .default(null)
    .describe('most leaves of a tree, which then grows where a split lowers the impurity most; null: no limit'),
  minSamplesSplit: rowsOrShare(2).describe('fewest rows that a node must have to be split: a count, or a share of all'),
  minSamplesLeaf: rowsOrShare(1).describe('fewest rows on either side of a split: a count, or a share of all'),
  maxFeatures: maxFeaturesOption.default(null),
  minImpurityDecrease: z
    .number()
    .min(0)
    .default(0)
    .describe('how much a split must lower the impurity, weighted by the share of rows that it concerns'),
  ccpAlpha: z
    .number()
    .min(0)
    .default(0)
    .describe('what a leaf costs: splits that lower the impurity by less a leaf are taken back (pruning)'),
  seed: z.union([z.number(), z.string()]).default(0).describe('where all random draws start'),
})

/** How much rows of each class count. */
export const classWeightOption = z
  .union([z.literal('balanced'), z.record(z.string(), z.number().min(0))])
  .nullable()
  .default(null)
  .describe('how much rows of each class count: "balanced", or a number by class name')

/** The same for learners that draw rows for each of their trees. */
export const forestClassWeightOption = z
  .union([z.enum(['balanced', 'balancedSubsample']), z.record(z.string(), z.number().min(0))], {
    error: 'must be "balanced", "balancedSubsample", weights ≥ 0 by class name, or null',
  })
  .nullable()
  .default(null)
  .describe(
    'how much rows of each class count: "balanced", "balancedSubsample" (balanced anew among the rows drawn for each tree), or a number by class name',
  )

/** The rules of growth for data of that many columns, and trees of so many rows. */
export function treeRules(
  options: Readonly<z.output<typeof treeOptions>>,
  columnCount: number,
  rowCount: number,
): TreeRules {
  return {
    ...options,
    minSamplesSplit: rowsWanted(options.minSamplesSplit, 2, rowCount),
    minSamplesLeaf: rowsWanted(options.minSamplesLeaf, 1, rowCount),
    columnsPerSplit: columnsPerSplit(options.maxFeatures, columnCount),
  }
}

function rowsWanted(given: number, least: number, rowCount: number): number {
  return given < 1 ? Math.max(least, Math.ceil(given * rowCount)) : given
}

function columnsPerSplit(maxFeatures: z.output<typeof maxFeaturesOption>, columnCount: number): number {
  if (maxFeatures === null) return columnCount
  if (maxFeatures === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(columnCount)))
  // The number of binary digits after the first: the logarithm, rounded down.
  if (maxFeatures === 'log2') return Math.max(1, 31 - Math.clz32(columnCount))
  if (maxFeatures < 1) return Math.max(1, Math.floor(maxFeatures * columnCount))
  return Math.min(columnCount, maxFeatures)
}
