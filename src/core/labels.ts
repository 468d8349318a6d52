import { DataError } from './errors.ts'
import type { Part } from './part.ts'

/** The name of a class. */
export type ClassName = string | number | boolean

/**
 * One class a row: `codes[i]` is an index into `classes`, which are sorted as `np.unique` sorts (numbers by value,
 * texts by code point). A class may have no row.
 */
export interface Labels<P extends Part = Part> {
  readonly codes: Int32Array
  readonly classes: readonly ClassName[]
  readonly part: P | undefined
}

/** Encodes one class name a row: a text, a number or true/false. Throws a `DataError` where a row has none. */
export function labels(values: readonly ClassName[]): Labels<never> {
  requireNames(values)
  const classes = sortClasses(new Set(values))
  const codeOf = new Map(classes.map((name, code) => [name, code]))
  return { codes: Int32Array.from(values, (value) => codeOf.get(value)!), classes, part: undefined }
}

/** Wraps codes that are already known. */
export function labelsFromCodes(codes: Int32Array, classes: readonly ClassName[]): Labels<never> {
  if (codes.some((code) => code < 0 || code >= classes.length)) {
    throw new DataError(
      `labels: a code lies outside the ${classes.length} classes. Give codes from 0 to ${classes.length - 1}.`,
    )
  }
  return { codes, classes, part: undefined }
}

/** The class name of every row. */
export function classNames(y: Labels): ClassName[] {
  return Array.from(y.codes, (code) => y.classes[code]!)
}

/** How many rows each class has, by code. */
export function countClasses(y: Labels): Int32Array {
  const counts = new Int32Array(y.classes.length)
  const { codes } = y
  for (let row = 0; row < codes.length; row++) counts[codes[row]!]!++
  return counts
}

/** The rows of each class, by code, ascending. `counts` are those of `countClasses`, where they are known. */
export function rowsByClass(y: Labels, counts: Int32Array = countClasses(y)): Int32Array[] {
  const rows = Array.from(counts, (count) => new Int32Array(count))
  const filled = new Int32Array(y.classes.length)
  const { codes } = y
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!
    rows[code]![filled[code]!++] = row
  }
  return rows
}

/** The labels at the given rows, in that order, over the same classes. */
export function takeLabels<P extends Part>(y: Labels<P>, rows: ArrayLike<number>): Labels<P> {
  const codes = new Int32Array(rows.length)
  for (let to = 0; to < rows.length; to++) codes[to] = y.codes[rows[to]!]!
  return { ...y, codes }
}

/** The class of that name against all the rest: codes 1 and 0. `classes` are [`not NAME`, NAME]. */
export function oneAgainstRest<P extends Part>(y: Labels<P>, positive: ClassName): Labels<P> {
  const code = y.classes.indexOf(positive)
  if (code < 0) throw new DataError(`no class "${positive}"; there are ${y.classes.slice(0, 20).join(', ')}.`)
  return {
    ...y,
    codes: y.codes.map((other) => (other === code ? 1 : 0)),
    classes: [`not ${positive}`, String(positive)],
  }
}

/** A missing class is not a class of its own, and dates are equal only as texts. */
function requireNames(values: readonly unknown[]): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row]
    if (typeof value === 'string' || typeof value === 'boolean') continue
    if (typeof value === 'number' && !Number.isNaN(value)) continue
    const what = typeof value === 'object' && value !== null ? 'an object' : String(value)
    throw new DataError(
      `labels: the class of row ${row} is ${what}. Give a text, a number or true/false, and leave out rows without a class.`,
    )
  }
}

function sortClasses(names: ReadonlySet<ClassName>): ClassName[] {
  return [...names].sort((a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b
    return compareCodePoints(String(a), String(b))
  })
}

/** Orders texts by code point, as Python does, not by UTF-16 unit or locale. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i)
    const right = b.charCodeAt(i)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above every other UTF-16 unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
