import { type Context, OptionError } from '../../core/index.ts'
import type { Table, TableColumn } from '../../tables/index.ts'
import { idName, rowKeys } from '../reading/row-keys.ts'
import type { FoundFile } from './find-part-files.ts'

/** A part brought up for comparison. */
export interface PartFile extends FoundFile {
  readonly rowCount: number
  readonly columns: readonly TableColumn[]
  /** A number for the contents of each row, but for its label and what names it; equal rows have equal numbers. */
  readonly keys: Float64Array
  /** How likely two rows are the same by chance, were the columns independent; 0 where one column says all. */
  readonly coincidence: number
  /** The class of each row, an index into `PartSet.classes`; −1 where it has none. */
  readonly codes: Int32Array
  texts(column: string): Promise<readonly (string | null)[]>
}

/** Files that belong together. */
export interface PartSet {
  readonly files: readonly PartFile[]
  readonly target: string
  readonly classes: readonly string[]
  /** Which columns the keys are made of. */
  readonly compared: readonly string[]
}

export const markerName = /^(is_?)?(synthetic|augmented|generated|resampled|oversampled|fake|artificial|is_?aug)$/i
export const sourceName = /(source|parent|origin|provenance|derived_?from|seed_?row)/i
const targetNames = ['label', 'class', 'target', 'y']
const helperName = /^(method|weight|part|split|fold|)$/i

/** Reads what the checks compare. `tables` are the opened files, in their order. */
export async function readPartSet(
  found: readonly FoundFile[],
  tables: readonly Table[],
  asked: string | undefined,
  context: Context,
): Promise<PartSet> {
  const target = asked ?? inferTarget(found, tables)
  for (const table of tables) table.column(target)
  const [first, ...others] = tables
  const shared = first!.columns
    .map(({ name }) => name)
    .filter((name) => name !== target && others.every((table) => table.columns.some((other) => other.name === name)))
  const telling = shared.filter(
    (name) => !idName.test(name) && !markerName.test(name) && !sourceName.test(name) && !helperName.test(name),
  )
  const compared = telling.length > 0 ? telling : shared
  const codeOf = new Map<string, number>()
  const files: PartFile[] = []
  for (const [at, table] of tables.entries()) {
    const codes = Int32Array.from(await table.texts(target, context), (name) => {
      if (name === null) return -1
      if (!codeOf.has(name)) codeOf.set(name, codeOf.size)
      return codeOf.get(name)!
    })
    files.push({
      ...found[at]!,
      rowCount: table.rowCount,
      columns: table.columns,
      ...(await rowKeys(table, compared, context)),
      codes,
      texts: (column) => table.texts(column, context),
    })
  }
  return { files, target, classes: [...codeOf.keys()], compared }
}

/** The first of the usual names that every file has. */
function inferTarget(found: readonly FoundFile[], tables: readonly Table[]): string {
  for (const wanted of targetNames) {
    const [first, ...others] = tables
    const name = first!.columns.find((column) => column.name.toLowerCase() === wanted)?.name
    if (name !== undefined && others.every((table) => table.columns.some((column) => column.name === name))) return name
  }
  const known = tables[0]!.columns.slice(0, 20).map(({ name }) => name)
  throw new OptionError(
    `${found[0]!.name}: no column is called ${targetNames.join(', ')} in every part; name the one of the classes with \`target\`. There are ${known.join(', ')}.`,
  )
}
