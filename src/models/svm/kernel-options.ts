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
  const weight = sampleWeights.reduce((sum, value) => sum + value, 0)
  const stretch = X.format === 'csr' ? 4096 : Math.max(1, Math.floor(200_000 / Math.max(1, columns)))
  const mean: Sum = { sum: 0, lost: 0 }
  for (let from = 0; from < X.rowCount; from += stretch) {
    addCells(mean, X, from, Math.min(X.rowCount, from + stretch), columns, sampleWeights)
    await breathe(context)
  }
  const middle = (mean.sum + mean.lost) / (weight * columns)
  const squares: Sum = { sum: 0, lost: 0 }
  for (let from = 0; from < X.rowCount; from += stretch) {
    addSquares(squares, middle, X, from, Math.min(X.rowCount, from + stretch), columns, sampleWeights)
    await breathe(context)
  }
  return (squares.sum + squares.lost) / (weight * columns)
}

/** Neumaier's sum, which keeps what rounding loses. */
interface Sum {
  sum: number
  lost: number
}

function addCells(
  into: Sum,
  X: Matrix | SparseMatrix,
  from: number,
  to: number,
  columns: number,
  weights: Float64Array,
): void {
  const { data } = X
  let { sum, lost } = into
  for (let row = from; row < to; row++) {
    const own = weights[row]!
    const end = X.format === 'csr' ? X.starts[row + 1]! : (row + 1) * columns
    for (let at = X.format === 'csr' ? X.starts[row]! : row * columns; at < end; at++) {
      const value = own * data[at]!
      const next = sum + value
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
      sum = next
    }
  }
  into.sum = sum
  into.lost = lost
}

/** The squares of how far cells are from the middle; what is not stored is 0. */
function addSquares(
  into: Sum,
  middle: number,
  X: Matrix | SparseMatrix,
  from: number,
  to: number,
  columns: number,
  weights: Float64Array,
): void {
  const { data } = X
  let { sum, lost } = into
  for (let row = from; row < to; row++) {
    const own = weights[row]!
    const start = X.format === 'csr' ? X.starts[row]! : row * columns
    const end = X.format === 'csr' ? X.starts[row + 1]! : start + columns
    for (let at = start; at <= end; at++) {
      const far = at < end ? data[at]! - middle : 0
      const value = at < end ? own * (far * far) : own * (columns - (end - start)) * middle * middle
      const next = sum + value
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
      sum = next
    }
  }
  into.sum = sum
  into.lost = lost
}
