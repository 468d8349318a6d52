import type { Matrix } from '../core/index.ts'
import { oneHotEncoder, tabularPreparer } from '../features/index.ts'
import type { ModelInput, Task } from './task.ts'

/** Tables: fill and scale → resample on coded columns → one-hot → model. */
export function tableTask(X: Matrix<never>): Task {
  return {
    kind: 'table',
    // A number that is missing gets a true-or-false column beside it.
    mixed: X.columns.some(({ kind }) => kind === 'category' || kind === 'boolean') || X.data.some(Number.isNaN),

    async prepare(train, context) {
      const preparer = await tabularPreparer().fit(train.of(X), context)
      const coded = preparer.transform(train.of(X))
      const encoder = await oneHotEncoder().fit(coded, context)
      return {
        coded,
        encode: (resampled) => encoder.transform(resampled as Matrix<'train'>),
        input: (rows) => encoder.transform(preparer.transform(rows.of(X))) as ModelInput<typeof rows.part>,
        restore: (resampled) => preparer.inverseTransform(resampled),
        save: () => [preparer.save(), encoder.save()],
      }
    },
  }
}
