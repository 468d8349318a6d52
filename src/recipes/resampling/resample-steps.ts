import { type Context, type Labels, type Matrix, takeRows, within } from '../../core/index.ts'
import { composeResampled, type Lineage, type MadeSampler, makeSampler, type Resampled } from '../../sampling/index.ts'
import type { MeasuredRows } from './measured-rows.ts'
import { type SamplerStep, stepMakesRows, stepReads } from './sampler-step.ts'

/** A step with its sampler, made before anything is read, so that bad options are told at once. */
export interface MadeStep extends SamplerStep {
  readonly made: MadeSampler
}

/** What one step did to the number of rows. */
export interface StepRows {
  readonly method: string
  readonly before: number
  readonly after: number
  readonly synthetic: number
}

/** What a chain made of the rows: rows and provenance lead to the data before its first step. */
export interface ResampledBySteps<R extends Lineage> {
  readonly resampled: R
  /** For each row of the result the method that made it, or null where it is a row of the data before. */
  readonly methods: readonly (string | null)[]
  readonly steps: readonly StepRows[]
}

/** One step of a chain of any family. */
export interface ChainStep<R extends Lineage> {
  readonly method: string
  resample(whole: R, context: Context): Promise<R>
}

/** The samplers of a chain. */
export function makeSteps(steps: readonly SamplerStep[]): MadeStep[] {
  return steps.map((step) => ({ ...step, made: makeSampler({ name: step.method, options: step.sampler }) }))
}

/**
 * Lets each step work on the result of the one before. A step that only chooses rows measures them where a model would
 * look, and the rows themselves stay as they are, so that those of a later step are still led back to original units.
 */
export function resampleSteps(
  steps: readonly MadeStep[],
  { X, measure }: MeasuredRows,
  y: Labels<'train'>,
  context: Context,
): Promise<ResampledBySteps<Resampled<Matrix<'train'>>>> {
  const works = steps.map(
    (step): ChainStep<Resampled<Matrix<'train'>>> => ({
      method: step.method,
      resample: (whole, inside) => resampleStep(step, whole, measure, inside),
    }),
  )
  return chainSteps({ X, y, ...untouched(y.codes.length) }, works, context)
}

/** All rows as they are, for a chain to begin with. */
export function untouched(rowCount: number): Lineage {
  return {
    rows: Int32Array.from({ length: rowCount }, (_, row) => row),
    provenance: { method: '', seed: 0, count: 0, parentsPerRow: 0, parents: new Int32Array(0) },
  }
}

/** Runs the steps, each on the result of the one before, and keeps what leads back to the data before the first. */
export async function chainSteps<R extends Lineage>(
  start: R,
  steps: readonly ChainStep<R>[],
  context: Context,
): Promise<ResampledBySteps<R>> {
  let whole = start
  let methods: (string | null)[] = Array.from(start.rows, () => null)
  const done: StepRows[] = []
  for (const [index, step] of steps.entries()) {
    const next = await step.resample(whole, within(context, step.method))
    const before = methods
    methods = Array.from(next.rows, (row) => (row < 0 ? step.method : before[row]!))
    done.push({
      method: step.method,
      before: before.length,
      after: methods.length,
      synthetic: next.provenance.count,
    })
    whole = index === 0 ? next : composeResampled(whole, next)
  }
  if (steps.length === 1) return { resampled: whole, methods, steps: done }
  const method = steps.map((step) => step.method).join(' + ')
  return { resampled: { ...whole, provenance: { ...whole.provenance, method } }, methods, steps: done }
}

async function resampleStep(
  step: MadeStep,
  { X, y }: Resampled<Matrix<'train'>>,
  measure: MeasuredRows['measure'],
  context: Context,
): Promise<Resampled<Matrix<'train'>>> {
  if (stepMakesRows(step) || stepReads(step) === 'labels') return step.made.fitResample(X, y, context)
  const looked = measure(X) as Matrix<'train'>
  const found = await step.made.fitResample(looked, y, context)
  return looked === X ? found : { ...found, X: takeRows(X, found.rows) }
}
