import { fastHistograms } from './fast-histograms.ts'
import type { GradientHistograms, HistogramShape } from './histograms.ts'
import { plainHistograms } from './plain-histograms.ts'

/** Histograms in WebAssembly where it has vectors, else in plain TypeScript; bit for bit the same. */
export async function gradientHistograms(shape: HistogramShape): Promise<GradientHistograms> {
  return (await fastHistograms(shape)) ?? plainHistograms(shape)
}
