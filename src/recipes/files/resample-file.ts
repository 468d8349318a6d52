import { type Context, countClasses, type Labels, parseOptions, within, z } from '../../core/index.ts'
import { type OutputColumn, openTable, writeRows } from '../../tables/index.ts'
import { readSchema } from '../recipe.ts'
import { type DiagnosisFigures, diagnose } from '../resampling/diagnose.ts'
import { measuredRows } from '../resampling/measured-rows.ts'
import { makeSteps, resampleSteps, type StepRows } from '../resampling/resample-steps.ts'
import { samplerStepSchema } from '../resampling/sampler-step.ts'
import { provenanceColumns, syntheticColumns } from '../resampling/synthetic-columns.ts'
import { refuseInput } from '../writing/refuse-input.ts'

export const resampleFileOptions = z.strictObject({
  target: z.string().describe('the column that holds the classes'),
  ...samplerStepSchema.shape,
  next: z.array(samplerStepSchema).default([]).describe('samplers that go on, each with the result of the one before'),
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
  /** What each sampler of the chain did to the number of rows, in their order. */
  readonly steps: readonly StepRows[]
  readonly classes: readonly { readonly class: string; readonly before: number; readonly after: number }[]
  /** Where the new rows lie, after the whole chain; null where none is synthetic, or there are more than can be compared. */
  readonly diagnosis: DiagnosisFigures | null
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
 * without any value stay empty. Samplers that look at labels alone read no other column. The input is refused as output; an error leaves nothing.
 */
export async function resampleFile(
  input: string,
  output: string,
  given: ResampleFileOptions,
  context: Context = {},
): Promise<ResampledFile> {
  const options = parseOptions('resample', resampleFileOptions, given)
  const { method, sampler, next, target, ignore, dropMissingTarget } = options
  const steps = makeSteps([{ method, sampler }, ...next])
  await refuseInput(input, [output])
  const table = await openTable(input, options.read, within(context, 'read'))
  try {
    for (const name of [target, ...ignore]) table.column(name)
    const { y, kept } = await table.labels(target, { dropMissing: dropMissingTarget }, context)
    const tableRow = (row: number): number => kept?.[row] ?? row
    const measured = await measuredRows({ table, y, kept, target, ignore }, steps, context)
    const { resampled, methods, steps: done } = await resampleSteps(steps, measured, y, context)
    const { rows, provenance } = resampled
    const diagnosis = await diagnose({ coded: measured.X, y }, resampled, measured.encode, undefined, context)
    const extra: OutputColumn[] = [
      {
        name: 'source_row',
        type: 'integer',
        values: Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : tableRow(row) + 1)),
      },
    ]
    if (provenance.count > 0) extra.push(...provenanceColumns(resampled, tableRow, methods))
    const taken = rows.map((row) => (row < 0 ? -1 : tableRow(row)))
    const synthetic =
      provenance.count > 0 && measured.restore
        ? syntheticColumns(table, target, resampled, resampled.y, measured.restore)
        : []
    await writeRows(output, table, taken, extra, { synthetic }, within(context, 'write'))
    return {
      rows: { before: y.codes.length, after: rows.length, synthetic: provenance.count },
      steps: done,
      classes: classesOf(y, resampled.y),
      diagnosis,
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
