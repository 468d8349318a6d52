import { breathe, type Context, columnCountOf, type Matrix, type SparseMatrix, z } from '../../core/index.ts'
import type { KernelFunction } from '../../kernels/index.ts'

export const kernelOptions = {
  kernel: z.enum(['linear', 'rbf', 'poly']).default('rbf').describe('how alike two rows are'),
  gamma: z
    .union([z.enum(['scale', 'auto']), z.number().positive()])
    .default('scale')
    .describe('how fast likeness falls with distance: 1 / (columns × variance of all cells), 1 / columns, or a number'),
  degree: z.int().min(1).default(3).describe('power of the "poly" kernel'),
  coef0: z.number().default(0).describe('what the "poly" kernel adds before it raises to the power'),
}

interface KernelChoice {
  readonly kernel: 'linear' | 'rbf' | 'poly'
  readonly gamma: 'scale' | 'auto' | number
  readonly degree: number
  readonly coef0: number
}

/** The kernel that options mean on given data. Sample weights count in the variance, so that a row of weight 3 is three. */
export async function kernelFor(
  { kernel, gamma, degree, coef0 }: KernelChoice,
  X: Matrix | SparseMatrix,
  sampleWeights: Float64Array,
  context: Context,
): Promise<KernelFunction> {
  const columns = columnCountOf(X)
  if (typeof gamma === 'number') return { kind: kernel, gamma, degree, coef0 }
  if (gamma === 'auto') return { kind: kernel, gamma: 1 / columns, degree, coef0 }
  const variance = await cellVariance(X, columns, sampleWeights, context)
  return { kind: kernel, gamma: variance > 0 ? 1 / (columns * variance) : 1, degree, coef0 }
}

/** The variance of all cells together, in compensated sums: equal data give equal bits, repeated or weighted. */
async function cellVariance(
  X: Matrix | SparseMatrix,
  columns: number,
  sampleWeights: Float64Array,
  context: Context,
): Promise<number> {
  const startOf = (row: number) => (X.format === 'csr' ? X.starts[row]! : row * columns)
  const weight = sampleWeights.reduce((sum, value) => sum + value, 0)
  let mean = 0
  let variance = 0
  for (const round of ['mean', 'variance'] as const) {
    const sum = new CompensatedSum()
    let work = 0
    for (let row = 0; row < X.rowCount; row++) {
      const from = startOf(row)
      const to = startOf(row + 1)
      const own = sampleWeights[row]!
      for (let at = from; at < to; at++) {
        const value = X.data[at]!
        sum.add(own * (round === 'mean' ? value : (value - mean) * (value - mean)))
      }
      if (round === 'variance') sum.add(own * (columns - (to - from)) * mean * mean)
      work += to - from + 1
      if (work < 200_000) continue
      work = 0
      await breathe(context)
    }
    if (round === 'mean') mean = sum.total() / (weight * columns)
    else variance = sum.total() / (weight * columns)
  }
  return variance
}

/** Neumaier's sum, which keeps what rounding loses. */
class CompensatedSum {
  #sum = 0
  #lost = 0

  add(value: number): void {
    const sum = this.#sum
    const next = sum + value
    this.#lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    this.#sum = next
  }

  total(): number {
    return this.#sum + this.#lost
  }
}
