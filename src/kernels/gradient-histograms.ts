import type { Context } from '../core/index.ts'
import { fastHistograms } from './fast-histograms.ts'
import type { GradientHistograms, HistogramShape } from './histograms.ts'
import { plainHistograms } from './plain-histograms.ts'

/**
 * Histograms in WebAssembly where it has vectors, else in plain TypeScript; bit for bit the same. `context` says how many
 * threads may build them.
 */
export async function gradientHistograms(shape: HistogramShape, context: Context = {}): Promise<GradientHistograms> {
  return (await fastHistograms(shape, context)) ?? plainHistograms(shape)
}
