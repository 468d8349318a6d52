import { type Column, DataError, type Matrix } from '../core/index.ts'

/** Refuses a matrix whose columns are not, by name, order and kind, those that were learned from. */
export function checkColumns(who: string, X: Matrix, fitted: readonly Column[]): void {
  const names = fitted.map((column) => column.name)
  if (X.columns.length === names.length && names.every((name, index) => X.columns[index]!.name === name)) {
    const turned = fitted.findIndex(
      ({ kind }, index) => (kind === 'category') !== (X.columns[index]!.kind === 'category'),
    )
    if (turned < 0) return
    throw new DataError(
      `${who}: column "${names[turned]}" holds ${X.columns[turned]!.kind} values; it was fitted on ${fitted[turned]!.kind} values. ` +
        'Read the data with the same column kinds.',
    )
  }
  const missing = names.filter((name) => !X.columns.some((column) => column.name === name))
  const told = missing.length > 0 ? `"${missing.slice(0, 5).join('", "')}" missing` : 'in another number or order'
  throw new DataError(
    `${who}: the columns differ from those it was fitted on (${told}). Pass the same ${names.length} columns in the same order.`,
  )
}

/** Whether the numbers of a column measure something, so that they can be averaged and scaled. */
export function isMeasure(column: Column): boolean {
  return column.kind === 'number' || column.kind === 'integer' || column.kind === 'date'
}

/**
 * For each code of `column` the code of the same level in `levels`, −1 where there is none; undefined when the two
 * tables are equal.
 */
export function recode(column: Column, levels: readonly string[]): Int32Array | undefined {
  const given = column.categories ?? []
  if (given === levels || (given.length === levels.length && given.every((level, code) => level === levels[code]))) {
    return undefined
  }
  const codeOf = new Map(levels.map((level, code) => [level, code]))
  return Int32Array.from(given, (level) => codeOf.get(level) ?? -1)
}
