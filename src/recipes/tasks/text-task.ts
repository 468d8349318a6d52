import type { SparseMatrix } from '../../core/index.ts'
import { tfidfVectorizer } from '../../features/index.ts'
import type { ModelInput, Task } from './task.ts'

/** Texts: TF-IDF of words and pairs of words, learned on train and on texts without labels → resample rows → model. */
export function textTask(texts: readonly string[], unlabeled?: readonly string[]): Task {
  return {
    kind: 'text',
    mixed: undefined,

    async prepare(train, context) {
      const vectorizer = await tfidfVectorizer({ ngramRange: [1, 2], minDf: 2, sublinearTf: true }).fit(
        [...train.of(texts), ...(unlabeled ?? [])],
        context,
      )
      const coded: SparseMatrix<'train'> = { ...vectorizer.transform(train.of(texts)), part: 'train' }
      return {
        coded,
        encode: (resampled) => resampled,
        encoded: {
          train: coded,
          input: (rows) =>
            ({ ...vectorizer.transform(rows.of(texts)), part: rows.part }) as ModelInput<typeof rows.part>,
          save: () => [vectorizer.save()],
        },
        unlabeled: unlabeled && (() => ({ ...vectorizer.transform(unlabeled), part: 'train' })),
        native: undefined,
        restore: undefined,
      }
    },
  }
}
