import type { Rows } from './data-set.ts'
import { tableTask } from './table-task.ts'
import type { Task } from './task.ts'
import { textTask } from './text-task.ts'

/** The kind of task that a data set is. */
export function taskOf(data: Pick<Rows, 'X' | 'texts'>): Task {
  return data.texts ? textTask(data.texts) : tableTask(data.X!)
}
