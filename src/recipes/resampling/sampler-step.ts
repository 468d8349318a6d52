import { z } from '../../core/index.ts'
import { type Reads, type SamplerName, samplers } from '../../sampling/index.ts'

/** One sampler of a chain, as data. */
export const samplerStepSchema = z.strictObject({
  method: z.enum(Object.keys(samplers) as [SamplerName, ...SamplerName[]]).describe('which sampler'),
  sampler: z.record(z.string(), z.unknown()).default({}).describe('the options of the sampler'),
})
export type SamplerStep = z.output<typeof samplerStepSchema>

/** Whether random rows are moved a little and not only repeated. */
function movesCopies({ method, sampler }: SamplerStep): boolean {
  const { shrinkage = 0 } = sampler
  return method === 'randomOverSampler' && shrinkage !== 0
}

/** What a step looks at: repeated rows that are moved are measured, which the registry cannot know. */
export function stepReads(step: SamplerStep): Reads {
  return movesCopies(step) ? 'numbers' : samplers[step.method].reads
}

/** Whether a step measures around missing cells. */
export function stepTakesMissing(step: SamplerStep): boolean {
  return stepReads(step) === 'labels' || samplers[step.method].accepts.includes('missing')
}

/** Whether rows are made that must be led back to the columns of the file; else rows are only chosen, or repeated. */
export function stepMakesRows(step: SamplerStep): boolean {
  const { kind, reads } = samplers[step.method]
  if (reads === 'labels') return movesCopies(step)
  return (
    kind === 'over' || kind === 'combined' || (step.method === 'clusterCentroids' && step.sampler['voting'] !== 'hard')
  )
}
