import { DataError, OptionError } from '../core/index.ts'
import type { ReadOptions, TableFormat } from './read-options.ts'
import { splitRecords } from './split-records.ts'

/** How a delimited text is to be read. */
export interface Dialect {
  readonly delimiter: string
  /** Whether `"` quotes values. Otherwise it is a character like any other. */
  readonly quoted: boolean
  readonly header: boolean
  readonly names: readonly string[]
  readonly notes: readonly string[]
}

const sampled = 1000

/**
 * Decides delimiter, quotes, header and names from the first records; options go first.
 *
 * Quotes: in CSV, always. In tab-separated text a quote is a plain character, unless every value that begins with one
 * also ends with one and some value needs it.
 */
export function decideDialect(path: string, sample: string, format: TableFormat, options: ReadOptions): Dialect {
  const delimiter = options.delimiter ?? (format === 'tsv' ? '\t' : decideDelimiter(sample))
  const tried = splitRecords(sample, delimiter, true, Number.POSITIVE_INFINITY)
  const quoted = delimiter !== '\t' || (tried.wellQuoted && tried.needsQuotes)
  const { rows } = splitRecords(sample, delimiter, quoted, sampled)
  const first = rows[0]
  if (!first) throw new DataError(`${path}: the file has no rows.`)
  const notes: string[] = []
  if (!quoted && /(^|\t)"/m.test(sample)) notes.push('quotes are read as plain characters')
  if (format !== 'tsv' && delimiter !== ',' && options.delimiter === undefined) {
    notes.push(`values are separated by ${delimiter === '\t' ? 'tabs' : `"${delimiter}"`}`)
  }
  const header = options.header ?? (options.columns === undefined && looksLikeHeader(rows, options.missing))
  if (header && rows.length === 1) {
    throw new DataError(`${path}: there is a header and no row below it. If it is a row, say that there is no header.`)
  }
  if (options.columns && options.columns.length !== first.length) {
    throw new OptionError(`${path}: \`columns\` names ${options.columns.length} columns; the file has ${first.length}.`)
  }
  const names =
    options.columns ?? first.map((cell, index) => (header && cell.trim() ? cell.trim() : `column${index + 1}`))
  if (!header && !options.columns) notes.push(`no header row: columns named column1 … column${names.length}`)
  else if (!options.columns) {
    first.forEach((cell, index) => {
      if (cell.trim() === '') notes.push(`column ${index + 1} has no name: named column${index + 1}`)
    })
  }
  return { delimiter, quoted, header, names, notes }
}

/** Two columns of one name cannot be told apart. */
export function refuseDuplicates(path: string, names: readonly string[]): void {
  names.forEach((name, index) => {
    const earlier = names.indexOf(name)
    if (earlier < index) {
      throw new DataError(
        `${path}: columns ${earlier + 1} and ${index + 1} are both named "${name}". Rename one, or give names with \`columns\`.`,
      )
    }
  })
}

/** The comma, unless another character cuts the first records more evenly. */
function decideDelimiter(sample: string): string {
  const scored = [',', ';', '\t', '|'].map((delimiter) => {
    const { rows } = splitRecords(sample, delimiter, true, 200)
    const width = rows[0]?.length ?? 1
    const even = rows.filter((row) => row.length === width).length / Math.max(1, rows.length)
    return { delimiter, score: width > 1 ? even : 0 }
  })
  return scored.reduce((best, other) => (other.score > best.score + 0.1 ? other : best)).delimiter
}

const number = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/

/**
 * The first row is a header where none of its cells is a number or stands for a missing value (an empty cell may be an
 * unnamed column), and it differs from what is below: a column of numbers below a
 * name, or names that never occur again in their columns.
 */
function looksLikeHeader(rows: readonly (readonly string[])[], missing: readonly string[] | undefined): boolean {
  const first = rows[0]!.map((cell) => cell.trim())
  const named = first.filter((cell) => cell !== '')
  const absent = new Set(missing ?? ['NA', 'NaN', 'nan', 'N/A', 'null', 'NULL', '?'])
  if (
    named.length === 0 ||
    named.some((cell) => number.test(cell) || absent.has(cell) || /^(true|false)$/i.test(cell))
  ) {
    return false
  }
  const below = rows.slice(1)
  if (below.length === 0) return true
  const numeric = first.some((cell, column) => {
    const values = below.map((row) => row[column]?.trim() ?? '').filter((value) => value !== '' && !absent.has(value))
    return cell !== '' && values.length > 0 && values.every((value) => number.test(value))
  })
  if (numeric) return true
  const short = named.every((cell) => cell.length <= 64)
  return short && first.every((cell, column) => cell === '' || below.every((row) => row[column]?.trim() !== cell))
}
