import type { Rows } from '../reading/data-set.ts'
import type { UnlabeledRows } from '../unlabeled/unlabeled-rows.ts'
import { tableTask } from './table-task.ts'
import type { Task } from './task.ts'
import { textTask } from './text-task.ts'

/** The kind of task that a data set is, with rows without labels that candidates may learn from. */
export function taskOf(data: Pick<Rows, 'X' | 'texts'>, unlabeled?: Pick<UnlabeledRows, 'X' | 'texts'>): Task {
  return data.texts ? textTask(data.texts, unlabeled?.texts) : tableTask(data.X!, unlabeled?.X)
}
