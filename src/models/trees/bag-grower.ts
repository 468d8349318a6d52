import {
  type Context,
  type Matrix,
  type Progress,
  type Random,
  type SparseMatrix,
  takeRows,
  takeSparseRows,
} from '../../core/index.ts'
import type { ClassificationTask } from '../define-classifier.ts'
import { TreeGrower } from './grow-tree.ts'
import { rankColumns } from './ranked-columns.ts'
import type { Tree } from './tree.ts'
import type { Bag, TreeRules } from './tree-task.ts'

/** Grows one tree after the other, each on a bag of rows. */
export interface BagGrower {
  grow(bag: Bag, random: Random, context: Context, progress: Progress): Promise<Tree>
}

/**
 * Whether it pays to rank the columns of all rows for so many bags of that size. It does not where the bags together
 * hold hardly more rows than there are, as when a rare class sets their size. The trees are the same.
 */
export function paysToRankAll({ codes }: ClassificationTask, bags: number, size: number): boolean {
  return 2 * size > codes.length || bags * size > 2 * codes.length
}

/** Ranks the columns of all rows, once. `capacity` is the most rows that a bag has. */
export async function allRanked(
  who: string,
  task: ClassificationTask,
  rules: TreeRules,
  capacity: number,
  context: Context,
): Promise<BagGrower> {
  const columns = await rankColumns(who, task.X, context)
  return new TreeGrower({ ...task, columns }, rules, capacity)
}

/** Ranks the columns of the rows of each bag. */
export function eachBagAlone(who: string, task: ClassificationTask, rules: TreeRules): BagGrower {
  return {
    async grow({ rows, weights }, random, context, progress) {
      const columns = await rankColumns(who, rowsOf(task.X, rows), context, progress)
      const codes = rows.map((row) => task.codes[row]!)
      const grower = new TreeGrower({ columns, codes, classCount: task.classCount }, rules, rows.length)
      return grower.grow({ rows: rows.map((_, place) => place), weights }, random, context, progress)
    },
  }
}

function rowsOf(X: Matrix | SparseMatrix, rows: Int32Array): Matrix | SparseMatrix {
  return X.format === 'csr' ? takeSparseRows(X, rows) : takeRows(X, rows)
}
