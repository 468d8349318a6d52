import { type Context, type Matrix, matrix, OptionError, takeRows, within } from '../../core/index.ts'
import { exactDuplicates, normalizeText } from '../../duplicates/index.ts'
import { openTable, type Table } from '../../tables/index.ts'
import type { DataSet } from '../reading/data-set.ts'
import type { Recipe, RecipeOptions } from '../recipe.ts'

/** Rows without labels, of a file of their own, that are safe to learn from. */
export interface UnlabeledRows {
  readonly path: string
  readonly sha256: string
  /** How many rows the file has. */
  readonly rowCount: number
  /** How many were left out because they say what a labeled row says, whatever its part. */
  readonly repeated: number
  /** How many more were left out because they belong to the group of a labeled row. */
  readonly ofKnownGroups: number
  /** The rows that remain, by their place in the file. */
  readonly tableRows: Int32Array
  /** The columns to learn from, as those of the labeled rows; undefined for a text job. */
  readonly X: Matrix<never> | undefined
  readonly texts: readonly string[] | undefined
}

/**
 * Reads the columns that are learned from out of a further file. Rows that repeat a labeled row (after normalization) or
 * share its group are left out: some of those are held out, in a fold or for good, and must not be learned from.
 */
export async function loadUnlabeled(
  path: string,
  labeled: { readonly table: Table; readonly data: DataSet },
  options: Pick<RecipeOptions, 'group' | 'time'>,
  read: Recipe['input']['read'],
  context: Context,
): Promise<UnlabeledRows> {
  const { table, data } = labeled
  if (options.time !== undefined) {
    throw new OptionError(
      'unlabeled: beside `time` it is not known which unlabeled rows lie before the rows that are judged. Leave one of them out.',
    )
  }
  const { features, text } = data.roles
  const types = Object.fromEntries(features.map((name) => [name, numberOr(table.column(name).type)]))
  const settings = { ...read, types: { ...types, ...read.types } } as Parameters<typeof openTable>[1]
  const opened = await openTable(path, settings, within(context, 'read unlabeled'))
  try {
    const columns = text === undefined ? features : [text]
    for (const name of columns) opened.column(name)
    const texts = text === undefined ? undefined : (await opened.texts(text, context)).map((one) => one ?? '')
    const X = text === undefined ? await opened.matrix(features, context) : undefined
    const repeats = X && data.X ? repeatsOfRows(data.X, X) : repeatsOfTexts(data.texts!, texts!)
    const known = new Set(data.groups)
    const groups = options.group === undefined ? undefined : await opened.texts(options.group, context)
    const ofGroup = (row: number): boolean => groups !== undefined && known.has(groups[row] ?? '\u0000none')
    const every = Int32Array.from({ length: opened.rowCount }, (_, row) => row)
    const fresh = every.filter((row) => !repeats[row])
    const tableRows = fresh.filter((row) => !ofGroup(row))
    return {
      path,
      sha256: await opened.sha256(context),
      rowCount: opened.rowCount,
      repeated: opened.rowCount - fresh.length,
      ofKnownGroups: fresh.length - tableRows.length,
      tableRows,
      X: X && takeRows(X, tableRows),
      texts: texts && Array.from(tableRows, (row) => texts[row]!),
    }
  } finally {
    await opened.close()
  }
}

/** A column of whole numbers may hold others in the further file. */
function numberOr(type: string): string {
  return type === 'integer' ? 'number' : type
}

function repeatsOfTexts(labeled: readonly string[], texts: readonly string[]): boolean[] {
  const known = new Set(labeled.map(normalizeText))
  return texts.map((text) => known.has(normalizeText(text)))
}

/** Both files number the levels of a category on their own; they meet by their normalized names. */
function repeatsOfRows(labeled: Matrix, X: Matrix): boolean[] {
  const width = X.columns.length
  const levels = X.columns.map((_, column) => namesOf(labeled, X, column))
  const data = new Float64Array(labeled.data.length + X.data.length)
  for (let at = 0; at < labeled.data.length; at++) {
    const code = labeled.data[at]!
    data[at] = levels[at % width]?.labeled[code] ?? code
  }
  for (let at = 0; at < X.data.length; at++) {
    const code = X.data[at]!
    data[labeled.data.length + at] = levels[at % width]?.unlabeled[code] ?? code
  }
  const { cluster } = exactDuplicates({ X: matrix(data, width) })
  const known = new Set(cluster.subarray(0, labeled.rowCount))
  return Array.from(cluster.subarray(labeled.rowCount), (number) => known.has(number))
}

function namesOf(labeled: Matrix, X: Matrix, column: number) {
  const own = labeled.columns[column]?.categories
  const other = X.columns[column]?.categories
  if (!own || !other) return undefined
  const places = new Map<string, number>()
  const placeOf = (name: string): number => {
    const normal = normalizeText(name)
    const place = places.get(normal) ?? places.size
    places.set(normal, place)
    return place
  }
  return { labeled: own.map(placeOf), unlabeled: other.map(placeOf) }
}
