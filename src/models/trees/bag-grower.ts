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
 * A grower for so many bags, the first of which has `size` rows, all at most `capacity`. The columns of all rows are
 * ranked once; where the bags together hold so few rows that this would not pay, as they do when a rare class sets
 * their size, those of each bag are ranked instead. The trees are the same.
 */
export async function bagGrower(
  who: string,
  task: ClassificationTask,
  rules: TreeRules,
  bags: number,
  capacity: number,
  size: number,
  context: Context,
): Promise<BagGrower> {
  if (bags * size > 2 * task.codes.length) {
    const columns = await rankColumns(who, task.X, context)
    return new TreeGrower({ ...task, columns }, rules, capacity)
  }
  return {
    async grow({ rows, weights }, random, within, progress) {
      const columns = await rankColumns(who, rowsOf(task.X, rows), within, progress)
      const codes = rows.map((row) => task.codes[row]!)
      const grower = new TreeGrower({ columns, codes, classCount: task.classCount }, rules, rows.length)
      return grower.grow({ rows: rows.map((_, place) => place), weights }, random, within, progress)
    },
  }
}

/** How many columns a matrix has. */
export function columnCountOf(X: Matrix | SparseMatrix): number {
  return X.format === 'csr' ? X.columnCount : X.columns.length
}

function rowsOf(X: Matrix | SparseMatrix, rows: Int32Array): Matrix | SparseMatrix {
  return X.format === 'csr' ? takeSparseRows(X, rows) : takeRows(X, rows)
}
