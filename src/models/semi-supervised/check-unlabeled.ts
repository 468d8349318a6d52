import { type Column, columnCountOf, DataError, LeakError, type Matrix, type SparseMatrix } from '../../core/index.ts'

/** Refuses unlabeled rows that are held out for judging, or whose columns are not those of the labeled rows. */
export function checkUnlabeled(who: string, X: Matrix | SparseMatrix, unlabeled: Matrix | SparseMatrix): void {
  if (unlabeled.part !== undefined && unlabeled.part !== 'train') {
    throw new LeakError(
      `${who}: the unlabeled rows belong to the ${unlabeled.part} part. A model that has learned from them, even without ` +
        `their labels, has seen them before it is judged. Pass rows of \`split.train\`, or rows that were never split.`,
    )
  }
  if (X.format !== unlabeled.format) {
    throw new DataError(
      `${who}: X is ${wordFor(X)} and the unlabeled rows are ${wordFor(unlabeled)}. Encode both with the same fitted encoder.`,
    )
  }
  const given = columnCountOf(unlabeled)
  if (given !== columnCountOf(X)) {
    throw new DataError(
      `${who}: the unlabeled rows have ${given} columns and X has ${columnCountOf(X)}. Encode both with the same fitted encoder.`,
    )
  }
  if (X.format !== 'dense' || unlabeled.format !== 'dense') return
  const place = X.columns.findIndex((column, index) => !isSame(column, unlabeled.columns[index]!))
  if (place < 0) return
  throw new DataError(
    `${who}: column ${place} is ${describe(X.columns[place]!)} in X and ${describe(unlabeled.columns[place]!)} in the unlabeled rows. ` +
      'Bring the columns into the same order and encode both with the same fitted encoder.',
  )
}

function wordFor(X: Matrix | SparseMatrix): string {
  return X.format === 'dense' ? 'dense' : 'sparse'
}

function isSame(one: Column, other: Column): boolean {
  if (one.name !== other.name || one.kind !== other.kind) return false
  const levels = one.categories ?? []
  const others = other.categories ?? []
  return levels === others || (levels.length === others.length && levels.every((level, at) => level === others[at]))
}

function describe({ name, kind, categories }: Column): string {
  return kind === 'category' ? `"${name}" (${categories?.length ?? 0} categories)` : `"${name}" (${kind})`
}
