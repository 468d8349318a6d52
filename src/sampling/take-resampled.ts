import { type Context, type Labels, type Provenance, takeLabels } from '../core/index.ts'
import type { AnyMatrix, Resampled } from './sampler.ts'
import { stackRows } from './stack-rows.ts'

/** The result of a sampler that only takes rows: no row is synthetic. */
export async function takeResampled(
  method: string,
  seed: number | string,
  X: AnyMatrix,
  y: Labels<'train'>,
  kept: readonly Int32Array[],
  context: Context,
): Promise<Resampled<AnyMatrix>> {
  const rows = new Int32Array(kept.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of kept) {
    rows.set(part, at)
    at += part.length
  }
  const provenance: Provenance = Object.freeze({ method, seed, count: 0, parentsPerRow: 0, parents: new Int32Array(0) })
  return { X: await stackRows(X, rows, 0, context), y: takeLabels(y, rows), rows, provenance }
}
