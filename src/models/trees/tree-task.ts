import type { ClassificationTask } from '../define-classifier.ts'
import type { RankedColumns } from './ranked-columns.ts'

/** What trees are grown on. */
export interface TreeTask {
  readonly columns: RankedColumns
  /** The class of each row, 0 … `classCount` − 1. */
  readonly codes: Int32Array
  readonly classCount: number
}

/** When a node is split, and by what. */
export interface TreeRules {
  readonly criterion: 'gini' | 'entropy' | 'logLoss'
  readonly maxDepth: number | null
  /** Null: the tree grows depth first; else best first, to so many leaves. */
  readonly maxLeafNodes: number | null
  readonly minSamplesSplit: number
  readonly minSamplesLeaf: number
  readonly minImpurityDecrease: number
  /** How many columns are looked at for each split. */
  readonly columnsPerSplit: number
}

/** The rows of one tree, all of weight above 0, class by class (a class's rows ascend). */
export interface Bag {
  readonly rows: Int32Array
  readonly weights: Float64Array
}

/** The rows of weight above 0, class by class. */
export function rowsWithWeight({ codes, weights, classCount }: Omit<ClassificationTask, 'X'>): Int32Array {
  const counts = new Int32Array(classCount + 1)
  for (let row = 0; row < codes.length; row++) if (weights[row]! > 0) counts[codes[row]! + 1]!++
  for (let k = 0; k < classCount; k++) counts[k + 1]! += counts[k]!
  const rows = new Int32Array(counts[classCount]!)
  for (let row = 0; row < codes.length; row++) if (weights[row]! > 0) rows[counts[codes[row]!]!++] = row
  return rows
}
