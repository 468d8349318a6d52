import {
  type ClassName,
  type Context,
  countClasses,
  DataError,
  type Labels,
  type Matrix,
  OptionError,
  takeRows,
} from '../../core/index.ts'
import { parseCosts } from '../../evaluation/index.ts'
import type { Table } from '../../tables/index.ts'
import type { RecipeOptions } from '../recipe.ts'
import { type Roles, resolveRoles } from './roles.ts'

/** A table brought up into memory for one job. Row `i` of everything here is row `tableRows[i]` of the table. */
export interface DataSet {
  /** The file that it was read from. */
  readonly path: string
  readonly roles: Roles
  readonly tableRows: Int32Array
  /** The classes of the target; of two, the positive one comes last. */
  readonly y: Labels<never>
  /** The name of the class to find, where there are two. */
  readonly positive: string | undefined
  readonly costs: readonly (readonly number[])[] | undefined
  /** The columns to learn from; undefined for a text job. */
  readonly X: Matrix<never> | undefined
  readonly texts: readonly string[] | undefined
  readonly groups: readonly string[] | undefined
  /** The cluster of exact duplicates (after normalization) each row belongs to. */
  readonly clusters: Int32Array
  readonly time: Float64Array | undefined
  readonly weight: Float64Array | undefined
}

/** All of a data set but its target. */
export type Rows = Omit<DataSet, 'y' | 'positive' | 'costs'>

/** Reads what a job needs from an opened table. */
export async function loadDataSet(table: Table, options: RecipeOptions, context: Context = {}): Promise<DataSet> {
  const roles = requireFeatures(table, resolveRoles(table, [options.target], options))
  const target = await table.labels(options.target, { dropMissing: options.dropMissingTarget }, context)
  const tableRows = target.kept ?? Int32Array.from({ length: table.rowCount }, (_, row) => row)
  const { y, positive } = facePositive(target.y, options.positive, table.path, options.target)
  return {
    ...(await loadRows(table, roles, tableRows, options, context)),
    y,
    positive,
    costs: options.costs === undefined ? undefined : parseCosts(options.costs, y.classes),
  }
}

/** Refuses a table that leaves nothing to learn from. */
export function requireFeatures(table: Table, roles: Roles): Roles {
  if (roles.features.length > 0) return roles
  throw new DataError(
    `${table.path}: no column is left to learn from. ${roles.leftOut.map((one) => `${one.column}: ${one.reason}`).join('; ')}.`,
  )
}

/** Reads the given rows of a table, for whatever target. */
export async function loadRows(
  table: Table,
  roles: Roles,
  tableRows: Int32Array,
  options: Pick<RecipeOptions, 'group' | 'time' | 'weight'>,
  context: Context,
): Promise<Rows> {
  const pick = <T>(values: readonly T[]): T[] => Array.from(tableRows, (row) => values[row]!)
  const texts =
    roles.text === undefined ? undefined : pick(await table.texts(roles.text, context)).map((text) => text ?? '')
  const clusters = Int32Array.from(pick(Array.from(await table.duplicateClusters(roles.features, context))))
  return {
    path: table.path,
    roles,
    tableRows,
    X: texts ? undefined : takeRows(await table.matrix(roles.features, context), tableRows),
    texts,
    groups: options.group === undefined ? undefined : groupNames(pick(await table.texts(options.group, context))),
    clusters,
    time: options.time === undefined ? undefined : await orderOf(table, options.time, tableRows, context),
    weight: options.weight === undefined ? undefined : await weightsOf(table, options.weight, tableRows, context),
  }
}

/** Two classes face each other with the one to find last; several stay as they are. */
function facePositive(y: Labels<never>, positive: string | undefined, path: string, target: string) {
  const counts = countClasses(y)
  if (y.classes.length < 2) {
    throw new DataError(
      `${path}: column "${target}" holds one class only (${String(y.classes[0])}); a decision needs two.`,
    )
  }
  if (positive === undefined && y.classes.length > 2) return { y, positive: undefined }
  const code = positive === undefined ? rarerOfTwo(counts) : y.classes.findIndex((name) => String(name) === positive)
  if (code < 0) {
    const known = y.classes.slice(0, 20).map(String).join(', ')
    throw new OptionError(`positive: column "${target}" has no class "${positive}"; it has ${known}.`)
  }
  const name = String(y.classes[code])
  const rest: ClassName = y.classes.length === 2 ? String(y.classes[1 - code]) : `not ${name}`
  const codes = y.codes.map((other) => (other === code ? 1 : 0))
  return { y: { ...y, codes, classes: [rest, name] }, positive: name }
}

function rarerOfTwo(counts: Int32Array): number {
  return counts[0]! < counts[1]! ? 0 : 1
}

/** Rows without a group are a group of their own. */
function groupNames(values: readonly (string | null)[]): string[] {
  return values.map((value, row) => value ?? `\u0000row ${row}`)
}

async function orderOf(table: Table, column: string, rows: Int32Array, context: Context): Promise<Float64Array> {
  if (table.column(column).type === 'text' || table.column(column).type === 'category') {
    throw new DataError(`${table.path}: the time column "${column}" holds texts; it must hold dates or numbers.`)
  }
  return finiteColumn(table, column, rows, 'time', context)
}

async function weightsOf(table: Table, column: string, rows: Int32Array, context: Context): Promise<Float64Array> {
  const weights = await finiteColumn(table, column, rows, 'weight', context)
  if (weights.some((weight) => weight < 0) || weights.every((weight) => weight === 0)) {
    throw new DataError(`${table.path}: the weights in column "${column}" must be at least 0, and one of them more.`)
  }
  return weights
}

async function finiteColumn(
  table: Table,
  column: string,
  rows: Int32Array,
  role: string,
  context: Context,
): Promise<Float64Array> {
  const { data } = await table.matrix([column], context)
  const values = Float64Array.from(rows, (row) => data[row]!)
  const missing = values.findIndex((value) => !Number.isFinite(value))
  if (missing >= 0) {
    throw new DataError(
      `${table.path}: the ${role} column "${column}" has no value in row ${rows[missing]! + 1}. Fill it or leave the row out.`,
    )
  }
  return values
}
