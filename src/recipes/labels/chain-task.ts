import type { Matrix, Part, Split } from '../../core/index.ts'
import { apart, beside } from '../predicting/beside.ts'
import type { ModelInput, Task, View } from '../tasks/task.ts'

/**
 * A task whose rows have further columns of numbers, one row of `extra` for each of the data set: what earlier models of
 * a chain think of them. They stand behind the columns of the task, after its own preparation.
 */
export function chainTask(task: Task, extra: Matrix<never>): Task {
  const count = extra.columns.length
  if (count === 0) return task
  const widened = (view: View, train: Split<'train'>): View => ({
    train: beside(view.train, train.of(extra)),
    input: <P extends Part>(rows: Split<P>) => beside(view.input(rows), rows.of(extra)),
    save: () => view.save(),
  })
  return {
    kind: task.kind,
    mixed: task.mixed,

    async prepare(train, context) {
      const inner = await task.prepare(train, context)
      return {
        coded: beside(inner.coded, train.of(extra)),
        encode(coded: ModelInput<'train'>) {
          // Sparse rows are encoded already.
          if (coded.format !== 'dense') return coded
          const [own, added] = apart(coded, count)
          return beside(inner.encode(own), added)
        },
        encoded: widened(inner.encoded, train),
        native: inner.native && (async () => widened(await inner.native!(), train)),
        restore: undefined,
      }
    },
  }
}
