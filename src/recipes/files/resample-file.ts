import { type Context, countClasses, DataError, type Labels, parseOptions, within, z } from '../../core/index.ts'
import { openTable, type Table } from '../../tables/index.ts'
import { type DiagnosisFigures, diagnose } from '../resampling/diagnose.ts'
import { type HeldOutFile, readHeldOut } from '../resampling/held-out.ts'
import { measuredRows } from '../resampling/measured-rows.ts'
import { makeSteps, resampleSteps, type StepRows } from '../resampling/resample-steps.ts'
import { samplerStepSchema } from '../resampling/sampler-step.ts'
import { madeClasses } from '../resampling/synthetic-columns.ts'
import { writeResampled } from '../resampling/write-resampled.ts'
import { refuseSameFiles } from './refuse-same-files.ts'
import { resampledFileOptions } from './resampled-file-options.ts'

export const resampleFileOptions = z.strictObject({
  target: z.string().describe('the column that holds the classes'),
  ...samplerStepSchema.shape,
  next: z.array(samplerStepSchema).default([]).describe('samplers that go on, each with the result of the one before'),
  dropMissingTarget: z.boolean().default(false).describe('leave out rows whose target is missing'),
  ...resampledFileOptions.shape,
})
export type ResampleFileOptions = z.input<typeof resampleFileOptions>

/** What `resampleFile` has done. */
export interface ResampledFile {
  readonly rows: { readonly before: number; readonly after: number; readonly synthetic: number }
  /** What each sampler of the chain did to the number of rows, in their order. */
  readonly steps: readonly StepRows[]
  readonly classes: readonly { readonly class: string; readonly before: number; readonly after: number }[]
  /** Where the new rows lie, after the whole chain; null where none is synthetic, or there are more than can be compared. */
  readonly diagnosis: DiagnosisFigures | null
  /** What the held-out file shares with the input; null without one. */
  readonly test: HeldOutFile | null
  /** What was decided in reading the input. */
  readonly notes: readonly string[]
}

/**
 * Rebalances a file: all of its rows are taken as training data, so split first and resample the train part alone.
 *
 * The output has the original columns in original units (integers stay integers), then `source_row` (from 1, empty where
 * a row is synthetic) and, where there are synthetic rows, `parents` and `method`. Its format is that of its extension.
 * With `next` further samplers go on with the result; source rows and parents are still those of the input, and `method`
 * is that of the sampler that made the row.
 *
 * Numbers are scaled, and missing ones filled where the sampler cannot measure around them, for the measuring of
 * distances only; original rows are written as they were. Categories are one-hot where rows are only chosen. Columns
 * without any value stay empty. Samplers that look at labels alone read no other column. With `test` the diagnosis also
 * says how near synthetic rows come to the rows of that file, of which none is resampled. Input and test are refused as
 * output; an error leaves nothing.
 */
export async function resampleFile(
  input: string,
  output: string,
  given: ResampleFileOptions,
  context: Context = {},
): Promise<ResampledFile> {
  const options = parseOptions('resample', resampleFileOptions, given)
  const { method, sampler, next, target, ignore, dropMissingTarget, test } = options
  const steps = makeSteps([{ method, sampler }, ...next])
  await refuseSameFiles(input, output, test)
  const table = await openTable(input, options.read, within(context, 'read'))
  try {
    for (const name of [target, ...ignore]) table.column(name)
    const { y, kept } = await table.labels(target, { dropMissing: dropMissingTarget }, context)
    refuseNumbers(table, target, y)
    const from = { table, kept, without: [target, ...ignore] }
    const measured = await measuredRows(from, steps, context)
    const held = test === undefined ? undefined : await readHeldOut(test, from, measured, options.read, context)
    const chain = await resampleSteps(steps, measured, y, context)
    const { resampled } = chain
    const { rows, provenance } = resampled
    const diagnosis = await diagnose({ coded: measured.X, y }, resampled, measured.encode, held?.X, context)
    const targets = [madeClasses(target, resampled, resampled.y)]
    await writeResampled(output, from, chain, measured.restore, targets, context)
    return {
      rows: { before: y.codes.length, after: rows.length, synthetic: provenance.count },
      steps: chain.steps,
      classes: classesOf(y, resampled.y),
      diagnosis,
      test: held?.file ?? null,
      notes: table.notes,
    }
  } finally {
    await table.close()
  }
}

function classesOf(before: Labels, after: Labels): ResampledFile['classes'] {
  const [had, has] = [countClasses(before), countClasses(after)]
  return before.classes.map((name, code) => ({ class: String(name), before: had[code]!, after: has[code] ?? 0 }))
}

/** Numbers most of which stand once are no classes. */
function refuseNumbers(table: Table, target: string, { classes, codes }: Labels): void {
  const { type } = table.column(target)
  if ((type !== 'number' && type !== 'integer') || classes.length <= 20 || classes.length * 2 <= codes.length) return
  throw new DataError(
    `${table.path}: target column "${target}" holds ${classes.length} different numbers in ${codes.length} rows, which are hardly classes. Rebalance it as a number, with \`smoter\` say.`,
  )
}
