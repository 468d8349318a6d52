import type { Matrix } from '../../core/index.ts'
import { tableTask } from './table-task.ts'
import type { Task } from './task.ts'
import { textTask } from './text-task.ts'

/** Rows to learn from: of a table, or texts. */
interface Learnable {
  readonly X: Matrix<never> | undefined
  readonly texts: readonly string[] | undefined
}

/** The kind of task that a data set is, with rows without labels that candidates may learn from. */
export function taskOf(data: Learnable, unlabeled?: Learnable): Task {
  return data.texts ? textTask(data.texts, unlabeled?.texts) : tableTask(data.X!, unlabeled?.X)
}
