import { type Context, DataError, type Matrix, takeColumns, takeRows, within } from '../../core/index.ts'
import { oneHotEncoder, simpleImputer, standardScaler, tabularEncoder, tabularPreparer } from '../../features/index.ts'
import type { Table, TableColumn } from '../../tables/index.ts'
import type { ModelInput } from '../tasks/task.ts'
import { type SamplerStep, stepMakesRows, stepReads, stepTakesMissing } from './sampler-step.ts'

/** The rows of a table as samplers are to see them, and the ways from there. */
export interface MeasuredRows {
  readonly X: Matrix<'train'>
  /** The columns of the table that were read. */
  readonly names: readonly string[]
  /** Back to the columns of the table, in original units; absent where no row is made. */
  readonly restore: ((coded: Matrix) => Matrix) | undefined
  /** From the columns of the table to those of X: further rows, seen as these are. */
  readonly prepare: (values: Matrix) => ModelInput
  /** To the columns in which a model would look at the rows. */
  readonly encode: (coded: ModelInput) => ModelInput
  /** To the columns on which a step measures that only chooses rows. */
  readonly measure: (coded: ModelInput) => ModelInput
}

/** Which columns and rows of a table a chain works on. */
export interface MeasuredTable {
  readonly table: Table
  /** The rows of the table that have a target, where not all have. */
  readonly kept: Int32Array | undefined
  /** Columns that are not looked at: targets, and what is to be ignored. */
  readonly without: readonly string[]
}

/**
 * Reads what the steps of a chain look at, the same rows for all of them. Steps that look at labels alone read no column;
 * where rows are only chosen, all is coded as for a model; where rows are made, categories stay, and missing cells are
 * filled unless every step measures around them.
 */
export async function measuredRows(
  { table, kept, without }: MeasuredTable,
  steps: readonly SamplerStep[],
  context: Context,
): Promise<MeasuredRows> {
  const measuring = steps.find((step) => stepReads(step) !== 'labels')
  if (!measuring) return unmeasured(kept?.length ?? table.rowCount)
  const columns = table.columns.filter(({ name }) => !without.includes(name))
  const prose = columns.find(({ type }) => type === 'text' || type === 'vector')
  if (prose) {
    throw new DataError(
      `${table.path}: column "${prose.name}" holds ${prose.type === 'text' ? 'free text' : 'vectors'}, on which ${measuring.method} measures no distance. Name it in \`ignore\` or use \`randomOverSampler\`.`,
    )
  }
  const X = await valuesOf(table, columns, kept, context)
  if (!steps.some(stepMakesRows)) {
    const encoder = await tabularEncoder().fit(X, within(context, 'prepare'))
    const prepare = (values: Matrix) => encoder.transform(values)
    return {
      X: prepare(X) as Matrix<'train'>,
      names: namesOf(X),
      restore: undefined,
      prepare,
      encode: asItIs,
      measure: asItIs,
    }
  }
  const level = X.columns.find(({ kind }) => kind === 'category')
  if (level && steps.some((step) => step.method === 'clusterCentroids' && stepMakesRows(step))) {
    throw new DataError(
      `${table.path}: column "${level.name}" is a category, and a center of several rows has none. Set \`voting\` to "hard", which keeps the rows nearest to the centers, or use \`nearMiss\` or \`randomUnderSampler\`.`,
    )
  }
  const asNumbers = steps.every((step) => ['labels', 'numbers'].includes(stepReads(step)) && stepTakesMissing(step))
  if (asNumbers) return unfilled(X, context)
  const mixed = steps.some((step) => stepReads(step) === 'mixed')
  const preparer = await tabularPreparer({ addIndicator: mixed }).fit(X, within(context, 'prepare'))
  const coded = preparer.transform(X)
  const encoder = await oneHotEncoder().fit(coded, within(context, 'prepare'))
  const encode = (resampled: ModelInput) => encoder.transform(resampled as Matrix)
  return {
    X: coded,
    names: namesOf(X),
    restore: (resampled) => preparer.inverseTransform(resampled),
    prepare: (values) => preparer.transform(values),
    encode,
    measure: encode,
  }
}

/** Reads what samplers look at that know numbers only, and measure around missing cells. */
export async function measuredNumbers(
  { table, kept, without }: MeasuredTable,
  method: string,
  context: Context,
): Promise<MeasuredRows> {
  const columns = table.columns.filter(({ name }) => !without.includes(name))
  const odd = columns.filter(({ type }) => type === 'category' || type === 'text' || type === 'vector')
  if (odd.length > 0) {
    const [{ name, type }] = odd as [TableColumn]
    const what = type === 'category' ? 'categories' : type === 'text' ? 'free text' : 'vectors'
    const others = odd.length > 1 ? ` (and ${odd.length - 1} more hold no numbers)` : ''
    throw new DataError(
      `${table.path}: column "${name}" holds ${what}${others}, on which \`${method}\` measures no distance. Leave them to \`ignore\` (${odd.map((one) => one.name).join(',')}); new rows then have no value there.`,
    )
  }
  const remedy = `Leave fewer of them to \`ignore\`: \`${method}\` looks at columns of numbers.`
  return unfilled(await valuesOf(table, columns, kept, context, remedy), context)
}

/** For samplers that look at labels alone: rows without a column. */
export function unmeasured(rowCount: number): MeasuredRows {
  const X = { format: 'dense', rowCount, columns: [], data: new Float64Array(0), part: undefined } as const
  return { X, names: [], restore: undefined, prepare: asItIs, encode: asItIs, measure: asItIs }
}

/** Numbers scaled and not filled, for samplers that measure around missing cells and leave missing what no parent has. */
async function unfilled(X: Matrix<'train'>, context: Context): Promise<MeasuredRows> {
  const scaler = await standardScaler().fit(X, within(context, 'prepare'))
  const coded = scaler.transform(X)
  const filler = await simpleImputer().fit(coded, within(context, 'prepare'))
  return {
    X: coded,
    names: namesOf(X),
    restore: (resampled) => scaler.inverseTransform(resampled),
    prepare: (values) => scaler.transform(values),
    encode: (resampled) => filler.transform(resampled as Matrix),
    measure: asItIs,
  }
}

/** The cells of the columns, of those that have any: nothing can be measured on, or made for, an empty one. */
async function valuesOf(
  table: Table,
  columns: readonly { readonly name: string }[],
  kept: Int32Array | undefined,
  context: Context,
  remedy = 'Use `randomOverSampler` or `randomUnderSampler`, which look at the classes alone.',
): Promise<Matrix<'train'>> {
  const names = columns.map(({ name }) => name)
  const whole = names.length > 0 ? await table.matrix(names, context) : undefined
  const X = whole && kept ? takeRows(whole, kept) : whole
  const filled = X ? [...X.columns.keys()].filter((index) => hasValue(X, index)) : []
  if (!X || filled.length === 0) {
    throw new DataError(`${table.path}: no column has values to measure distances on. ${remedy}`)
  }
  return filled.length < X.columns.length ? takeColumns(X, filled) : X
}

function hasValue({ data, columns }: Matrix, column: number): boolean {
  for (let cell = column; cell < data.length; cell += columns.length) if (!Number.isNaN(data[cell]!)) return true
  return false
}

function asItIs(coded: ModelInput): ModelInput {
  return coded
}

function namesOf({ columns }: Matrix): string[] {
  return columns.map(({ name }) => name)
}
