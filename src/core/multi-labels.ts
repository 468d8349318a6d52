import { DataError } from './errors.ts'
import { type ClassName, type Labels, labels } from './labels.ts'
import type { Part } from './part.ts'

/**
 * Any number of labels a row, as an article has topics or a comment has faults: `data[row × labels.length + label]` is
 * 1 where the row has the label and 0 where it has not. A label may have no row, and a row no label. For exactly one
 * class a row use `Labels`.
 */
export interface MultiLabels<P extends Part = Part> {
  readonly rowCount: number
  /** The names of the labels, in the order of the columns of `data`. */
  readonly labels: readonly ClassName[]
  readonly data: Uint8Array
  readonly part: P | undefined
}

/**
 * Encodes the label names of every row: `multiLabels([['spam', 'rude'], [], ['rude']])`. The labels are those that
 * occur, sorted, or the given ones in their order; a name that is not among these throws `DataError`. Equal to
 * scikit-learn's `MultiLabelBinarizer`.
 */
export function multiLabels(
  rows: readonly (readonly ClassName[])[],
  names: readonly ClassName[] = labels([...new Set(rows.flat())]).classes,
): MultiLabels<never> {
  const columnOf = new Map(names.map((name, column) => [name, column]))
  const data = new Uint8Array(rows.length * names.length)
  for (const [row, own] of rows.entries()) {
    for (const name of own) {
      const column = columnOf.get(name)
      if (column === undefined) {
        throw new DataError(
          `multiLabels: row ${row} has the label "${name}", which is not among the ${names.length} given. Add it to them or drop it.`,
        )
      }
      data[row * names.length + column] = 1
    }
  }
  return { rowCount: rows.length, labels: names, data, part: undefined }
}

/** Wraps a row-major matrix of zeros and ones, without a copy. `names` may be a count: the labels are then numbers. */
export function multiLabelsFromMatrix(data: Uint8Array, names: number | readonly ClassName[]): MultiLabels<never> {
  const labels = typeof names === 'number' ? Array.from({ length: names }, (_, label) => label) : names
  const rowCount = labels.length === 0 ? 0 : data.length / labels.length
  if (!Number.isInteger(rowCount) || (labels.length === 0 && data.length > 0)) {
    throw new DataError(
      `multiLabels: ${data.length} cells do not fill rows of ${labels.length} labels. Give one cell for each row and label.`,
    )
  }
  const odd = data.findIndex((cell) => cell > 1)
  if (odd >= 0) {
    throw new DataError(
      `multiLabels: row ${Math.floor(odd / labels.length)} has ${data[odd]} for the label "${labels[odd % labels.length]}". Write 1 where it has the label, 0 where not.`,
    )
  }
  return { rowCount, labels, data, part: undefined }
}

/** The label names of every row, the opposite of `multiLabels`. */
export function labelNames(Y: MultiLabels): ClassName[][] {
  return Array.from({ length: Y.rowCount }, (_, row) =>
    Y.labels.filter((_, label) => Y.data[row * Y.labels.length + label] === 1),
  )
}

/** How many rows each label has, in the order of the labels. */
export function countLabels(Y: MultiLabels): Int32Array {
  const width = Y.labels.length
  const counts = new Int32Array(width)
  for (let row = 0; row < Y.rowCount; row++) {
    for (let label = 0; label < width; label++) counts[label]! += Y.data[row * width + label]!
  }
  return counts
}

/** The rows at the given indices, in that order, over the same labels. */
export function takeMultiLabels<P extends Part>(Y: MultiLabels<P>, rows: ArrayLike<number>): MultiLabels<P> {
  const width = Y.labels.length
  const data = new Uint8Array(rows.length * width)
  for (let to = 0; to < rows.length; to++) {
    const start = rows[to]! * width
    for (let label = 0; label < width; label++) data[to * width + label] = Y.data[start + label]!
  }
  return { ...Y, rowCount: rows.length, data }
}

/** One label as a yes-or-no question: code 1 where a row has it. `classes` are [`not NAME`, NAME]. */
export function oneLabel<P extends Part>(Y: MultiLabels<P>, name: ClassName): Labels<P> {
  const label = Y.labels.indexOf(name)
  if (label < 0) {
    throw new DataError(`oneLabel: no label "${name}"; there are ${Y.labels.slice(0, 20).join(', ')}.`)
  }
  const codes = Int32Array.from({ length: Y.rowCount }, (_, row) => Y.data[row * Y.labels.length + label]!)
  return { codes, classes: [`not ${name}`, String(name)], part: Y.part }
}
