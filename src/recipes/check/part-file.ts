import { breathe, type Context, OptionError } from '../../core/index.ts'
import { normalizeText } from '../../duplicates/index.ts'
import type { Table, TableColumn } from '../../tables/index.ts'
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

export const idName = /(^|[^a-z])(id|ids|uid|uuid|guid|index|idx|row|rownum|row_number)$/i
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
      ...(await keysOf(table, compared, context)),
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

const empty = '\u001e'

/** 53 bits of two MurmurHash3-like streams over the normalized cells of a row. */
async function keysOf(
  table: Table,
  columns: readonly string[],
  context: Context,
): Promise<{ keys: Float64Array; coincidence: number }> {
  const high = new Int32Array(table.rowCount).fill(0x2545f491)
  const low = new Int32Array(table.rowCount).fill(0x1b873593)
  let coincidence = columns.length > 1 ? 1 : 0
  for (const [done, column] of columns.entries()) {
    await breathe(context, { stage: 'compare', done, total: columns.length })
    const values = await table.texts(column, context)
    const known = new Map<string | null, readonly [number, number]>()
    const counts = new Map<number, number>()
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!
      let pair = known.get(value)
      if (!pair) {
        const text = value === null ? empty : normalizeText(value)
        pair = [hashText(text, 0x9747b28c), hashText(text, 0x3c6ef372)]
        if (known.size < 100_000) known.set(value, pair)
      }
      high[row] = mix(high[row]!, pair[0])
      low[row] = mix(low[row]!, pair[1])
      counts.set(pair[0], (counts.get(pair[0]) ?? 0) + 1)
    }
    let twins = 0
    for (const count of counts.values()) twins += count * (count - 1)
    coincidence *= twins / Math.max(1, values.length * (values.length - 1))
  }
  const keys = new Float64Array(table.rowCount)
  for (let row = 0; row < keys.length; row++)
    keys[row] = (finish(high[row]!) >>> 0) * 2 ** 21 + (finish(low[row]!) >>> 11)
  return { keys, coincidence }
}

function hashText(text: string, seed: number): number {
  let hash = seed
  for (let at = 0; at < text.length; at++) hash = mix(hash, text.charCodeAt(at))
  return finish(hash ^ text.length)
}

function mix(hash: number, word: number): number {
  const k = Math.imul(word, 0xcc9e2d51)
  const h = hash ^ Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}

function finish(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
