import { type Column, DataError, type Matrix, type SparseMatrix } from '../../core/index.ts'

/** What is remembered of the columns of training: a name, and the levels where they were categories. */
export interface KnownColumn {
  readonly name: string
  /** Null for a column of numbers; empty where the levels had no names. */
  readonly categories: readonly string[] | null
}

export function knownColumns(X: Matrix | SparseMatrix): KnownColumn[] {
  if (X.format === 'csr') return []
  return X.columns.map(({ name, kind, categories }) => ({
    name,
    categories: kind === 'category' ? (categories ?? []) : null,
  }))
}

/**
 * The same data with the codes of the levels that training had, where another table of levels gives them other codes;
 * levels that training did not know become missing. Throws `DataError` where a column changed between numbers and
 * categories.
 */
export function matchColumns(
  who: string,
  X: Matrix | SparseMatrix,
  known: readonly KnownColumn[],
): Matrix | SparseMatrix {
  let data: Float64Array | undefined
  const given: readonly Column[] = X.format === 'csr' ? [] : X.columns
  for (let j = 0; j < Math.max(known.length, given.length); j++) {
    const before = known[j]?.categories ?? null
    const column = given[j]
    const now = column?.kind === 'category' ? (column.categories ?? []) : null
    if (before === null && now === null) continue
    if (before === null || now === null) {
      const [was, is] = before === null ? ['numbers', 'categories'] : ['categories', 'numbers']
      throw new DataError(
        `${who}: column "${known[j]?.name ?? column?.name}" held ${was} in training and holds ${is} here. Read both with the same columns.`,
      )
    }
    if (before.length === 0 || now.length === 0) continue
    if (before.length === now.length && before.every((level, code) => level === now[code])) continue
    const codeOf = new Map(before.map((level, code) => [level, code]))
    const codes = now.map((level) => codeOf.get(level) ?? NaN)
    data ??= X.data.slice()
    for (let at = j; at < data.length; at += given.length) data[at] = codes[data[at]!] ?? NaN
  }
  return data ? { ...(X as Matrix), data } : X
}
