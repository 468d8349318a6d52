import { type Context, DataError, labelsFromCodes, type Matrix, parseOptions, within, z } from '../../core/index.ts'
import {
  type ControlPoint,
  type Lineage,
  regressionSamplers,
  type TargetStretch,
  type TargetStretches,
  targetStretches,
} from '../../sampling/index.ts'
import { type OutputColumn, openTable, type Table } from '../../tables/index.ts'
import { type DiagnosisFigures, diagnose } from '../resampling/diagnose.ts'
import { type HeldOutFile, readHeldOut } from '../resampling/held-out.ts'
import { measuredNumbers } from '../resampling/measured-rows.ts'
import { chainSteps, type StepRows, untouched } from '../resampling/resample-steps.ts'
import { madeRows } from '../resampling/synthetic-columns.ts'
import { writeResampled } from '../resampling/write-resampled.ts'
import { refuseSameFiles } from './refuse-same-files.ts'
import { resampledFileOptions } from './resampled-file-options.ts'

type RegressionName = keyof typeof regressionSamplers

const stepSchema = z.strictObject({
  method: z.enum(Object.keys(regressionSamplers) as [RegressionName, ...RegressionName[]]).describe('which sampler'),
  sampler: z.record(z.string(), z.unknown()).default({}).describe('the options of the sampler'),
})

export const resampleNumbersFileOptions = z.strictObject({
  target: z.string().describe('the column of numbers whose rare values are to weigh more'),
  ...stepSchema.shape,
  next: z.array(stepSchema).default([]).describe('samplers that go on, each with the result of the one before'),
  dropMissingTarget: z.boolean().default(false).describe('leave out rows whose target is missing'),
  ...resampledFileOptions.shape,
})
export type ResampleNumbersFileOptions = z.input<typeof resampleNumbersFileOptions>

/** What `resampleNumbersFile` has done. */
export interface ResampledNumbersFile {
  readonly rows: { readonly before: number; readonly after: number; readonly synthetic: number }
  /** What each sampler of the chain did to the number of rows, in their order. */
  readonly steps: readonly StepRows[]
  /** What mattered, by the first sampler and the target as it was before, and how much there is of it. */
  readonly target: {
    readonly column: string
    readonly threshold: number
    readonly controlPoints: readonly ControlPoint[]
    /** The mean relevance of the rows, 0 to 1. */
    readonly relevance: { readonly before: number; readonly after: number }
    readonly stretches: readonly (TargetStretch & { readonly before: number; readonly after: number })[]
  }
  /** Where the new rows lie, stretch by stretch; null where there are more rows than can be compared. */
  readonly diagnosis: DiagnosisFigures | null
  /** What the held-out file shares with the input; null without one. */
  readonly test: HeldOutFile | null
  /** What was decided in reading the input. */
  readonly notes: readonly string[]
}

/**
 * Rebalances a file whose target is a number: rare values grow, ordinary ones shrink. All of its rows are taken as
 * training data, so split first.
 *
 * The output is that of `resampleFile`: original columns in original units, `source_row`, `parents`, `method`; the target
 * of a new row is rounded where the column holds integers. Columns are numbers, dates or true and false, scaled for the
 * measuring alone; categories are refused unless they are ignored. Throws a `DataError` where the target is none of
 * numbers.
 */
export async function resampleNumbersFile(
  input: string,
  output: string,
  given: ResampleNumbersFileOptions,
  context: Context = {},
): Promise<ResampledNumbersFile> {
  const options = parseOptions('resample', resampleNumbersFileOptions, given)
  const { method, sampler, next, target, ignore, dropMissingTarget, test } = options
  const steps = [{ method, sampler }, ...next].map((step) => ({
    ...step,
    made: regressionSamplers[step.method](step.sampler),
  }))
  await refuseSameFiles(input, output, test)
  const table = await openTable(input, options.read, within(context, 'read'))
  try {
    for (const name of [target, ...ignore]) table.column(name)
    const { y, kept } = await readNumbers(table, target, method, dropMissingTarget, context)
    const cut = targetStretches(y, steps[0]!.made.options, method)
    const from = { table, kept, without: [target, ...ignore] }
    const measured = await measuredNumbers(from, method, context)
    const held = test === undefined ? undefined : await readHeldOut(test, from, measured, options.read, context)
    const works = steps.map(({ method: name, made }) => ({
      method: name,
      resample: (whole: Numbers, inside: Context): Promise<Numbers> => made.fitResample(whole.X, whole.y, inside),
    }))
    const chain = await chainSteps({ X: measured.X, y, ...untouched(y.length) }, works, context)
    const resampled = { ...chain.resampled, y: writtenTargets(table, target, chain.resampled) }
    const codes = { before: Int32Array.from(y, cut.stretchOf), after: Int32Array.from(resampled.y, cut.stretchOf) }
    const names = cut.stretches.map(({ from: low, to }) => `${low} to ${to}`)
    const diagnosis = await diagnose(
      { coded: measured.X, y: labelsFromCodes(codes.before, names) },
      { ...resampled, y: labelsFromCodes(codes.after, names) },
      measured.encode,
      held?.X,
      context,
    )
    await writeResampled(output, from, chain, measured.restore, [madeNumbers(table, target, resampled)], context)
    return {
      rows: { before: y.length, after: resampled.y.length, synthetic: resampled.provenance.count },
      steps: chain.steps,
      target: {
        column: target,
        threshold: cut.threshold,
        controlPoints: cut.controlPoints,
        relevance: { before: meanRelevance(cut, y), after: meanRelevance(cut, resampled.y) },
        stretches: cut.stretches.map((stretch, code) => ({
          ...stretch,
          before: countOf(codes.before, code),
          after: countOf(codes.after, code),
        })),
      },
      diagnosis,
      test: held?.file ?? null,
      notes: table.notes,
    }
  } finally {
    await table.close()
  }
}

interface Numbers extends Lineage {
  readonly X: Matrix<'train'>
  readonly y: Float64Array
}

async function readNumbers(
  table: Table,
  target: string,
  method: string,
  dropMissing: boolean,
  context: Context,
): Promise<{ y: Float64Array; kept: Int32Array | undefined }> {
  const { type, missing } = table.column(target)
  if (type !== 'number' && type !== 'integer') {
    throw new DataError(
      `${table.path}: target column "${target}" holds ${kindWords[type]}, and \`${method}\` rebalances by a number. Name a column of numbers, or use a method for classes, \`smote\` say.`,
    )
  }
  if (missing === table.rowCount) throw new DataError(`${table.path}: target column "${target}" has no value at all.`)
  if (missing > 0 && !dropMissing) {
    throw new DataError(
      `${table.path}: target column "${target}" has no value in ${missing} of ${table.rowCount} rows. Fill them in, or leave those rows out with \`dropMissingTarget\`.`,
    )
  }
  const { data } = await table.matrix([target], context)
  const infinite = data.findIndex((value) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
  if (infinite >= 0) {
    throw new DataError(
      `${table.path}: target column "${target}" is infinite in row ${infinite + 1}. Replace such values, or leave out their rows.`,
    )
  }
  if (missing === 0) return { y: data, kept: undefined }
  const kept = Int32Array.from(data.keys()).filter((row) => !Number.isNaN(data[row]!))
  return { y: Float64Array.from(kept, (row) => data[row]!), kept }
}

const kindWords = {
  boolean: 'true and false',
  category: 'words',
  text: 'texts',
  date: 'dates',
  vector: 'vectors',
} as const

/** The targets as they are written: those of new rows whole where the column is. */
function writtenTargets(table: Table, target: string, { rows, y }: Numbers): Float64Array {
  if (table.column(target).type !== 'integer') return y
  return y.map((value, row) => (rows[row]! < 0 ? Math.round(value) : value))
}

function madeNumbers(table: Table, target: string, { rows, y }: Numbers): OutputColumn {
  const type = table.column(target).type === 'integer' ? 'integer' : 'number'
  return { name: target, type, values: Float64Array.from(madeRows(rows), (row) => y[row]!) }
}

function meanRelevance({ relevance }: TargetStretches, y: Float64Array): number {
  return y.reduce((sum, value) => sum + relevance(value), 0) / y.length
}

function countOf(codes: Int32Array, code: number): number {
  return codes.reduce((count, one) => count + (one === code ? 1 : 0), 0)
}
