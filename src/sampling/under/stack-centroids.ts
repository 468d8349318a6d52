import { type Matrix, type OptionsSchema, takeLabels } from '../../core/index.ts'
import type { Resampled } from '../sampler.ts'
import type { Job } from '../sampler-factory.ts'
import { stackRows } from '../stack-rows.ts'
import { joinRows } from './join-rows.ts'

/** Rows of one class, or centers that take the place of rows: `rows` then are their parents. */
interface KeptPart {
  readonly rows: Int32Array
  readonly centers?: Float64Array
}

/** The parts one after the other, with centers as synthetic rows of one parent each. */
export async function stackCentroids(job: Job<OptionsSchema>, parts: readonly KeptPart[]): Promise<Resampled> {
  const { who, y, seed, context } = job
  const sources = joinRows(parts.map(({ rows }) => rows))
  const X = (await stackRows(job.X, sources, 0, context)) as Matrix<'train'>
  const width = X.columns.length
  const whole = X.columns.map(({ kind }) => kind === 'integer' || kind === 'date')
  const rows = sources.slice()
  let place = 0
  for (const { rows: own, centers } of parts) {
    if (centers) {
      rows.fill(-1, place, place + own.length)
      for (let at = 0; at < centers.length; at++) {
        X.data[place * width + at] = whole[at % width] ? Math.round(centers[at]!) : centers[at]!
      }
    }
    place += own.length
  }
  const parents = joinRows(parts.filter(({ centers }) => centers).map((part) => part.rows))
  const count = parents.length
  const provenance = Object.freeze({ method: who, seed, count, parentsPerRow: count > 0 ? 1 : 0, parents })
  return { X, y: takeLabels(y, sources), rows, provenance }
}
