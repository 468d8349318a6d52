import {
  type Context,
  labelsFromCodes,
  type Matrix,
  type MultiLabels,
  OptionError,
  parseOptions,
  within,
  z,
} from '../../core/index.ts'
import { type Lineage, labelImbalance, type MultiLabelSampler, multiLabelSamplers } from '../../sampling/index.ts'
import { openTable } from '../../tables/index.ts'
import { labelColumns, labelOptions } from '../labels/labels-options.ts'
import { readLabels } from '../labels/load-labels.ts'
import { type DiagnosisFigures, diagnose } from '../resampling/diagnose.ts'
import { type HeldOutFile, readHeldOut } from '../resampling/held-out.ts'
import { measuredNumbers, unmeasured } from '../resampling/measured-rows.ts'
import { chainSteps, type StepRows, untouched } from '../resampling/resample-steps.ts'
import { writeResampled } from '../resampling/write-resampled.ts'
import { madeLabels } from './made-labels.ts'
import { refuseSameFiles } from './refuse-same-files.ts'
import { resampledFileOptions } from './resampled-file-options.ts'

type MultiLabelName = keyof typeof multiLabelSamplers

const stepSchema = z.strictObject({
  method: z.enum(Object.keys(multiLabelSamplers) as [MultiLabelName, ...MultiLabelName[]]).describe('which sampler'),
  sampler: z.record(z.string(), z.unknown()).default({}).describe('the options of the sampler'),
})

export const resampleLabelsFileOptions = z.strictObject({
  labels: labelOptions.shape.labels,
  target: z.string().optional().describe('the column of labels, with `labelDelimiter`'),
  labelDelimiter: labelOptions.shape.labelDelimiter,
  ...stepSchema.shape,
  next: z.array(stepSchema).default([]).describe('samplers that go on, each with the result of the one before'),
  ...resampledFileOptions.shape,
})
export type ResampleLabelsFileOptions = z.input<typeof resampleLabelsFileOptions>

/** One label before and after. */
export interface ResampledLabel {
  readonly label: string
  /** Rows that have it. */
  readonly before: number
  readonly after: number
  /** How many times rarer than the commonest label (IRLbl); null for a label that no row has. */
  readonly imbalance: { readonly before: number | null; readonly after: number | null }
}

/** What the new rows of several labels are like, all of them together. */
export type RowsDiagnosis = Omit<
  DiagnosisFigures['classes'][number],
  'class' | 'toOtherClass' | 'inOtherTerritory' | 'originalsInOtherTerritory'
>

/** What `resampleLabelsFile` has done. */
export interface ResampledLabelsFile {
  readonly rows: { readonly before: number; readonly after: number; readonly synthetic: number }
  /** What each sampler of the chain did to the number of rows, in their order. */
  readonly steps: readonly StepRows[]
  readonly labels: readonly ResampledLabel[]
  /** The mean of the imbalance over the labels (MeanIR). */
  readonly meanImbalance: { readonly before: number; readonly after: number }
  /** Where the new rows lie; null where none is synthetic, or there are more than can be compared. */
  readonly diagnosis: RowsDiagnosis | null
  /** What the held-out file shares with the input; null without one. */
  readonly test: HeldOutFile | null
  /** What was decided in reading the input. */
  readonly notes: readonly string[]
}

/**
 * Rebalances a file whose rows have any number of labels, in columns of yes and no (`labels`) or listed in one (`target`
 * with `labelDelimiter`). All of its rows are taken as training data, so split first.
 *
 * The output is that of `resampleFile`: original columns in original units, `source_row`, `parents`, `method`; labels of
 * new rows are spelled as the file spells them. `mlSmote` measures numbers, dates and true or false, scaled for the
 * measuring alone, and refuses other columns unless they are ignored; the others look at labels alone.
 */
export async function resampleLabelsFile(
  input: string,
  output: string,
  given: ResampleLabelsFileOptions,
  context: Context = {},
): Promise<ResampledLabelsFile> {
  const options = parseOptions('resample', resampleLabelsFileOptions, given)
  const { method, sampler, next, ignore, test } = options
  const columns = labelColumns(options)
  const twice = columns.find((name, at) => columns.indexOf(name) < at)
  if (twice !== undefined) throw new OptionError(`resample: \`labels\` names "${twice}" twice. Name each column once.`)
  const steps = [{ method, sampler }, ...next].map((step) => ({
    method: step.method,
    made: multiLabelSamplers[step.method](step.sampler) as MultiLabelSampler<Matrix<'train'>, unknown>,
  }))
  await refuseSameFiles(input, output, test)
  const table = await openTable(input, options.read, within(context, 'read'))
  try {
    for (const name of [...columns, ...ignore]) table.column(name)
    const y = await readLabels(table, options, within(context, 'read'))
    const from = { table, kept: undefined, without: [...columns, ...ignore] }
    const measuring = steps.find((step) => multiLabelSamplers[step.method].reads !== 'labels')
    const measured = measuring ? await measuredNumbers(from, measuring.method, context) : unmeasured(table.rowCount)
    const held = test === undefined ? undefined : await readHeldOut(test, from, measured, options.read, context)
    const works = steps.map(({ method: name, made }) => ({
      method: name,
      resample: (whole: ManyLabels, inside: Context): Promise<ManyLabels> => made.fitResample(whole.X, whole.y, inside),
    }))
    const chain = await chainSteps({ X: measured.X, y, ...untouched(y.rowCount) }, works, context)
    const { resampled } = chain
    const all = (count: number) => labelsFromCodes(new Int32Array(count), ['all rows'])
    const diagnosis = await diagnose(
      { coded: measured.X, y: all(y.rowCount) },
      { ...resampled, y: all(resampled.y.rowCount) },
      measured.encode,
      held?.X,
      context,
    )
    const targets = await madeLabels(table, options, resampled, context)
    await writeResampled(output, from, chain, measured.restore, targets, context)
    const [before, after] = [labelImbalance(y), labelImbalance(resampled.y)]
    return {
      rows: { before: y.rowCount, after: resampled.y.rowCount, synthetic: resampled.provenance.count },
      steps: chain.steps,
      labels: y.labels.map((name, label) => ({
        label: String(name),
        before: before.counts[label]!,
        after: after.counts[label]!,
        imbalance: { before: finite(before.irLbl[label]!), after: finite(after.irLbl[label]!) },
      })),
      meanImbalance: { before: before.meanIR, after: after.meanIR },
      diagnosis: diagnosis && ofRows(diagnosis),
      test: held?.file ?? null,
      notes: table.notes,
    }
  } finally {
    await table.close()
  }
}

interface ManyLabels extends Lineage {
  readonly X: Matrix<'train'>
  readonly y: MultiLabels<'train'>
}

function finite(ratio: number): number | null {
  return Number.isFinite(ratio) ? ratio : null
}

/** Rows of several labels have no class of their own that others lie among. */
function ofRows({ classes: [all] }: DiagnosisFigures): RowsDiagnosis | null {
  if (!all) return null
  const { class: _, toOtherClass: _o, inOtherTerritory: _i, originalsInOtherTerritory: _t, ...rows } = all
  return rows
}
