import type { Context, Matrix, Split } from '../../core/index.ts'
import { oneHotEncoder, ordinalEncoder, tabularPreparer } from '../../features/index.ts'
import type { ModelInput, Task, View } from './task.ts'

/** Tables: fill and scale → resample on coded columns → one-hot → model. */
export function tableTask(X: Matrix<never>, unlabeled?: Matrix<never>): Task {
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
        encoded: {
          train: encoder.transform(coded),
          input: (rows) => encoder.transform(preparer.transform(rows.of(X))) as ModelInput<typeof rows.part>,
          save: () => [preparer.save(), encoder.save()],
        },
        unlabeled: unlabeled && (() => encoder.transform(preparer.transform(unlabeled)) as ModelInput<'train'>),
        native: () => nativeView(X, train, context),
        restore: (resampled) => preparer.inverseTransform(resampled),
      }
    },
  }
}

async function nativeView(X: Matrix<never>, train: Split<'train'>, context: Context): Promise<View> {
  const encoder = await ordinalEncoder().fit(train.of(X), context)
  return {
    train: encoder.transform(train.of(X)),
    input: (rows) => encoder.transform(rows.of(X)),
    save: () => [encoder.save()],
  }
}
