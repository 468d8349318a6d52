import {
  type ClassName,
  type Context,
  countClasses,
  DataError,
  type Labels,
  labelsFromCodes,
  OptionError,
  takeLabels,
} from '../../core/index.ts'
import type { RowCosts } from '../../evaluation/index.ts'
import type { Table } from '../../tables/index.ts'
import type { ChooseOptions, DecideOptions } from './decide-options.ts'

/** Rows with their truth, as a decision needs them. Row `i` of everything here is row `tableRows[i]` of the table. */
export interface TrueRows {
  readonly path: string
  readonly tableRows: Int32Array
  /** Of two classes the positive one comes last. */
  readonly y: Labels<never>
  readonly positive: string | undefined
  /** Rows of the validation and of the test part; undefined where there is no part column. */
  readonly parts: { readonly validation: Int32Array; readonly test: Int32Array } | undefined
  readonly groups: readonly string[] | undefined
  readonly rowCosts: RowCosts | undefined
}

const partNames: Readonly<Record<string, 'validation' | 'test'>> = {
  validation: 'validation',
  valid: 'validation',
  val: 'validation',
  dev: 'validation',
  test: 'test',
}

/** Reads the parts, groups and costs of rows whose classes are known; rows of other parts, such as train, are left out. */
export async function trueRows(
  table: Table,
  truth: { readonly y: Labels<never>; readonly positive: string | undefined; readonly tableRows: Int32Array },
  options: ChooseOptions,
  context: Context,
  check: (path: string, column: string, y: Labels, parts: NonNullable<TrueRows['parts']>) => void = checkParts,
): Promise<TrueRows> {
  const { path } = table
  const partOf = options.part === undefined ? undefined : await readParts(table, options.part, context)
  const kept = truth.tableRows.length
  const inside = Int32Array.from({ length: kept }, (_, at) => at).filter(
    (at) => partOf === undefined || partOf[truth.tableRows[at]!] !== undefined,
  )
  const tableRows = inside.map((at) => truth.tableRows[at]!)
  const y = takeLabels(truth.y, inside)
  const place = Int32Array.from(inside.keys())
  const parts = partOf && {
    validation: place.filter((at) => partOf[tableRows[at]!] === 'validation'),
    test: place.filter((at) => partOf[tableRows[at]!] === 'test'),
  }
  if (parts) check(path, options.part!, y, parts)
  const groups = options.group === undefined ? undefined : await table.texts(options.group, context)
  return {
    path,
    tableRows,
    y,
    positive: truth.positive,
    parts,
    groups: groups && Array.from(tableRows, (row) => groups[row] ?? `\u0000row ${row}`),
    rowCosts:
      options.missCost === undefined || options.falseAlarmCost === undefined
        ? undefined
        : {
            falseAlarm: await costsOf(table, options.falseAlarmCost, tableRows, context),
            miss: await costsOf(table, options.missCost, tableRows, context),
          },
  }
}

async function readParts(table: Table, column: string, context: Context) {
  const names = (await table.texts(column, context)).map((name) => partNames[(name ?? '').trim().toLowerCase()])
  for (const part of ['validation', 'test'] as const) {
    if (names.includes(part)) continue
    throw new DataError(
      `${table.path}: column "${column}" calls no row ${part}; it must say validation or test. Leave out \`part\` to choose out of fold.`,
    )
  }
  return names
}

function checkParts(path: string, column: string, y: Labels, parts: NonNullable<TrueRows['parts']>): void {
  for (const [part, rows] of Object.entries(parts)) {
    const counts = countClasses(takeLabels(y, rows))
    const absent = y.classes.findIndex((_, code) => counts[code] === 0)
    // Of several classes one may be missing on test; its figures are undefined then.
    if (absent < 0 || (part === 'test' && y.classes.length > 2)) continue
    throw new DataError(
      `${path}: class "${String(y.classes[absent])}" has no row in the ${part} part (column "${column}"). Split anew with each class in both, or leave out \`part\` to choose out of fold.`,
    )
  }
}

/** What each row costs: a column, or one number for all. */
export async function costsOf(table: Table, given: string, rows: Int32Array, context: Context): Promise<Float64Array> {
  const known = table.columns.some(({ name }) => name === given)
  const constant = given.trim() === '' ? Number.NaN : Number(given)
  if (!known && Number.isFinite(constant)) {
    if (constant < 0) throw new OptionError(`decide: a cost must be at least 0; it is ${given}.`)
    return new Float64Array(rows.length).fill(constant)
  }
  const values = await numbersOf(table, [given], rows, 'costs', context)
  const odd = values.findIndex((value) => value < 0)
  if (odd >= 0) {
    throw new DataError(
      `${table.path}: column "${given}" costs ${values[odd]} in row ${rows[odd]! + 1}; costs must be at least 0. Add a constant, or leave the row out.`,
    )
  }
  return values
}

/** Finite numbers of some columns, row-major. */
export async function numbersOf(
  table: Table,
  columns: readonly string[],
  rows: Int32Array,
  what: string,
  context: Context,
): Promise<Float64Array> {
  for (const name of columns) {
    const { type } = table.column(name)
    if (type === 'number' || type === 'integer' || type === 'boolean') continue
    throw new DataError(
      `${table.path}: column "${name}" holds ${type} values; ${what} must be numbers. Name another column.`,
    )
  }
  const { data } = await table.matrix(columns, context)
  const width = columns.length
  const values = new Float64Array(rows.length * width)
  for (let row = 0; row < rows.length; row++) {
    for (let column = 0; column < width; column++) {
      const value = data[rows[row]! * width + column]!
      if (!Number.isFinite(value)) {
        throw new DataError(
          `${table.path}: column "${columns[column]}" has ${Number.isNaN(value) ? 'no number' : 'an infinite number'} in row ${rows[row]! + 1}; ${what} must be finite. Fill it or leave the row out.`,
        )
      }
      values[row * width + column] = value
    }
  }
  return values
}

/** The true classes of a score file; with one score column, or `positive`, one class against the rest. */
export async function readTruth(
  table: Table,
  {
    truth,
    score,
    positive,
    dropMissingTarget,
  }: Pick<DecideOptions, 'truth' | 'score' | 'positive' | 'dropMissingTarget'>,
  context: Context,
): Promise<{ y: Labels<never>; positive: string | undefined; tableRows: Int32Array }> {
  const { path } = table
  for (const name of [truth, ...score]) table.column(name)
  if (score.includes(truth)) throw new OptionError(`decide: column "${truth}" cannot be both truth and score.`)
  const { y, kept } = await table.labels(truth, { dropMissing: dropMissingTarget ?? false }, context)
  const tableRows = kept ?? Int32Array.from({ length: table.rowCount }, (_, row) => row)
  if (y.classes.length < 2) {
    throw new DataError(
      `${path}: column "${truth}" holds one class only (${String(y.classes[0])}); a decision needs two. Bring rows of another.`,
    )
  }
  if (positive === undefined && y.classes.length > 2) {
    if (score.length > 1) return { y, positive: undefined, tableRows }
    throw new OptionError(
      `decide: column "${truth}" has ${y.classes.length} classes and there is one score column; say with \`positive\` whose score it is, or name a column for each class.`,
    )
  }
  const counts = countClasses(y)
  const code =
    positive === undefined ? Number(counts[0]! >= counts[1]!) : y.classes.findIndex((name) => String(name) === positive)
  if (code < 0) {
    throw new OptionError(
      `positive: column "${truth}" has no class "${positive}"; it has ${y.classes.slice(0, 20).map(String).join(', ')}.`,
    )
  }
  const name = String(y.classes[code])
  const rest: ClassName = y.classes.length === 2 ? String(y.classes[1 - code]) : `not ${name}`
  const codes = y.codes.map((other) => (other === code ? 1 : 0))
  return { y: labelsFromCodes(codes, [rest, name]), positive: name, tableRows }
}

/** Which score column belongs to which class, by name: `spam`, `p_spam`, `probability of spam`. */
export function columnsOfClasses(
  score: readonly string[],
  classes: readonly ClassName[],
  what: 'class' | 'label' = 'class',
): string[] {
  const norm = (text: string) => text.trim().toLowerCase()
  const places = classes.map((name) => {
    const wanted = norm(String(name))
    const same = score.filter((column) => norm(column) === wanted)
    if (same.length === 1) return same[0]!
    const ends = score.filter((column) => {
      const text = norm(column)
      return text.endsWith(wanted) && /[^\p{L}\p{N}]$/u.test(text.slice(0, text.length - wanted.length))
    })
    if (ends.length === 1) return ends[0]!
    if (same.length + ends.length > 1) {
      throw new OptionError(
        `decide: several columns are named after ${what} "${String(name)}": ${(same.length > 1 ? same : ends).slice(0, 20).join(', ')}. Name the one that holds its scores with \`score\`.`,
      )
    }
    throw new OptionError(
      `decide: no score column is named after ${what} "${String(name)}"; name them after the ${what === 'class' ? 'classes' : 'labels'}, such as "probability of ${String(name)}". There are ${score.slice(0, 20).join(', ') || 'none'}.`,
    )
  })
  const twice = places.findIndex((column, code) => places.indexOf(column) !== code)
  if (twice >= 0) {
    throw new OptionError(`decide: column "${places[twice]}" fits two classes; name one score column for each class.`)
  }
  return places
}
