import {
  type Context,
  countClasses,
  DataError,
  type Labels,
  type Matrix,
  parseOptions,
  takeColumns,
  takeRows,
  within,
  z,
} from '../../core/index.ts'
import { oneHotEncoder, simpleImputer, standardScaler, tabularEncoder, tabularPreparer } from '../../features/index.ts'
import { makeSampler, type SamplerName, samplers } from '../../sampling/index.ts'
import { type OutputColumn, openTable, type Table, writeRows } from '../../tables/index.ts'
import { readSchema } from '../recipe.ts'
import { type DiagnosisFigures, diagnose } from '../resampling/diagnose.ts'
import { provenanceColumns, syntheticColumns } from '../resampling/synthetic-columns.ts'
import type { ModelInput } from '../tasks/task.ts'
import { refuseInput } from '../writing/refuse-input.ts'

export const resampleFileOptions = z.strictObject({
  target: z.string().describe('the column that holds the classes'),
  method: z.enum(Object.keys(samplers) as [SamplerName, ...SamplerName[]]).describe('which sampler'),
  sampler: z.record(z.string(), z.unknown()).default({}).describe('the options of the sampler'),
  ignore: z
    .array(z.string())
    .default([])
    .describe('columns that no distance is measured on; synthetic rows have no value there'),
  dropMissingTarget: z.boolean().default(false).describe('leave out rows whose target is missing'),
  read: readSchema.default({}).describe('how the input is read'),
})
export type ResampleFileOptions = z.input<typeof resampleFileOptions>

/** What `resampleFile` has done. */
export interface ResampledFile {
  readonly rows: { readonly before: number; readonly after: number; readonly synthetic: number }
  readonly classes: readonly { readonly class: string; readonly before: number; readonly after: number }[]
  /** Where the new rows lie; null where none is synthetic, or there are more than can be compared. */
  readonly diagnosis: DiagnosisFigures | null
  /** What was decided in reading the input. */
  readonly notes: readonly string[]
}

/**
 * Rebalances a file: all of its rows are taken as training data, so split first and resample the train part alone.
 *
 * The output has the original columns in original units (integers stay integers), then `source_row` (from 1, empty where
 * a row is synthetic) and, where there are synthetic rows, `parents` and `method`. Its format is that of its extension.
 * Numbers are scaled, and missing ones filled where the sampler cannot measure around them, for the measuring of
 * distances only; original rows are written as they were. Categories are one-hot where rows are only chosen. Columns
 * without any value stay empty. Samplers that look at labels alone read no other column. The input is refused as output; an error leaves nothing.
 */
export async function resampleFile(
  input: string,
  output: string,
  given: ResampleFileOptions,
  context: Context = {},
): Promise<ResampledFile> {
  const options = parseOptions('resample', resampleFileOptions, given)
  const sampler = makeSampler({ name: options.method, options: options.sampler })
  await refuseInput(input, [output])
  const table = await openTable(input, options.read, within(context, 'read'))
  try {
    const { target, dropMissingTarget } = options
    for (const name of [target, ...options.ignore]) table.column(name)
    const { y, kept } = await table.labels(target, { dropMissing: dropMissingTarget }, context)
    const tableRow = (row: number): number => kept?.[row] ?? row
    const { X, restore, encode } = await measured(table, y, kept, options, context)
    const resampled = await sampler.fitResample(X, y, within(context, options.method))
    const { rows, provenance } = resampled
    const diagnosis = await diagnose({ coded: X, y }, resampled, encode, undefined, context)
    const extra: OutputColumn[] = [
      {
        name: 'source_row',
        type: 'integer',
        values: Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : tableRow(row) + 1)),
      },
    ]
    if (provenance.count > 0) extra.push(...provenanceColumns(resampled, tableRow))
    const taken = rows.map((row) => (row < 0 ? -1 : tableRow(row)))
    const synthetic =
      provenance.count > 0 && restore ? syntheticColumns(table, target, resampled, resampled.y, restore) : []
    await writeRows(output, table, taken, extra, { synthetic }, within(context, 'write'))
    return {
      rows: { before: y.codes.length, after: rows.length, synthetic: provenance.count },
      classes: classesOf(y, resampled.y),
      diagnosis,
      notes: table.notes,
    }
  } finally {
    await table.close()
  }
}

interface Measured {
  readonly X: Matrix<'train'>
  readonly restore: ((coded: Matrix) => Matrix) | undefined
  /** To the columns in which a model would look at the rows. */
  readonly encode: (coded: ModelInput) => ModelInput
}

/** The rows as the sampler is to see them, and the way back to original units. */
async function measured(
  table: Table,
  y: Labels<never>,
  kept: Int32Array | undefined,
  { method, sampler, target, ignore }: z.output<typeof resampleFileOptions>,
  context: Context,
): Promise<Measured> {
  const { reads } = samplers[method]
  if (reads === 'labels') {
    const X = {
      format: 'dense',
      rowCount: y.codes.length,
      columns: [],
      data: new Float64Array(0),
      part: undefined,
    } as const
    return { X, restore: undefined, encode: asItIs }
  }
  const columns = table.columns.filter(({ name }) => name !== target && !ignore.includes(name))
  const prose = columns.find(({ type }) => type === 'text' || type === 'vector')
  if (prose) {
    throw new DataError(
      `${table.path}: column "${prose.name}" holds ${prose.type === 'text' ? 'free text' : 'vectors'}, on which ${method} measures no distance. Name it in \`ignore\` or use \`randomOverSampler\`.`,
    )
  }
  const X = await valuesOf(table, columns, kept, context)
  if (!makesRows(method, sampler)) {
    const encoder = await tabularEncoder().fit(X, within(context, 'prepare'))
    return { X: encoder.transform(X) as Matrix<'train'>, restore: undefined, encode: asItIs }
  }
  const level = X.columns.find(({ kind }) => kind === 'category')
  if (method === 'clusterCentroids' && level) {
    throw new DataError(
      `${table.path}: column "${level.name}" is a category, and a center of several rows has none. Set \`voting\` to "hard", which keeps the rows nearest to the centers, or use \`nearMiss\` or \`randomUnderSampler\`.`,
    )
  }
  if (samplers[method].accepts.includes('missing') && reads === 'numbers') return unfilled(X, context)
  const preparer = await tabularPreparer({ addIndicator: reads === 'mixed' }).fit(X, within(context, 'prepare'))
  const coded = preparer.transform(X)
  const encoder = await oneHotEncoder().fit(coded, within(context, 'prepare'))
  return {
    X: coded,
    restore: (resampled) => preparer.inverseTransform(resampled),
    encode: (resampled) => encoder.transform(resampled as Matrix),
  }
}

/** Numbers scaled and not filled, for a sampler that measures around missing cells and leaves missing what no parent has. */
async function unfilled(X: Matrix<'train'>, context: Context): Promise<Measured> {
  const scaler = await standardScaler().fit(X, within(context, 'prepare'))
  const coded = scaler.transform(X)
  const filler = await simpleImputer().fit(coded, within(context, 'prepare'))
  return {
    X: coded,
    restore: (resampled) => scaler.inverseTransform(resampled),
    encode: (resampled) => filler.transform(resampled as Matrix),
  }
}

/** The cells of the columns, of those that have any: nothing can be measured on, or made for, an empty one. */
async function valuesOf(
  table: Table,
  columns: readonly { readonly name: string }[],
  kept: Int32Array | undefined,
  context: Context,
): Promise<Matrix<'train'>> {
  const names = columns.map(({ name }) => name)
  const whole = names.length > 0 ? await table.matrix(names, context) : undefined
  const X = whole && kept ? takeRows(whole, kept) : whole
  const filled = X ? [...X.columns.keys()].filter((index) => hasValue(X, index)) : []
  if (!X || filled.length === 0) {
    throw new DataError(
      `${table.path}: no column has values to measure distances on. Use \`randomOverSampler\` or \`randomUnderSampler\`, which look at the classes alone.`,
    )
  }
  return filled.length < X.columns.length ? takeColumns(X, filled) : X
}

function hasValue({ data, columns }: Matrix, column: number): boolean {
  for (let cell = column; cell < data.length; cell += columns.length) if (!Number.isNaN(data[cell]!)) return true
  return false
}

/** Whether rows are made that must be led back to the columns of the file; else they are measured as a model sees them. */
function makesRows(method: SamplerName, options: Readonly<Record<string, unknown>>): boolean {
  const { kind } = samplers[method]
  return kind === 'over' || kind === 'combined' || (method === 'clusterCentroids' && options['voting'] !== 'hard')
}

function asItIs(coded: ModelInput): ModelInput {
  return coded
}

function classesOf(before: Labels, after: Labels): ResampledFile['classes'] {
  const [had, has] = [countClasses(before), countClasses(after)]
  return before.classes.map((name, code) => ({ class: String(name), before: had[code]!, after: has[code] ?? 0 }))
}
