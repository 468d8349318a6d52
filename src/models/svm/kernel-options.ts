import { type Matrix, type SparseMatrix, z } from '../../core/index.ts'
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
export function kernelFor(
  { kernel, gamma, degree, coef0 }: KernelChoice,
  X: Matrix | SparseMatrix,
  sampleWeights: Float64Array,
): KernelFunction {
  const columns = X.format === 'csr' ? X.columnCount : X.columns.length
  if (typeof gamma === 'number') return { kind: kernel, gamma, degree, coef0 }
  if (gamma === 'auto') return { kind: kernel, gamma: 1 / columns, degree, coef0 }
  const variance = cellVariance(X, columns, sampleWeights)
  return { kind: kernel, gamma: variance > 0 ? 1 / (columns * variance) : 1, degree, coef0 }
}

/** The variance of all cells together, in compensated sums: equal data give equal bits, repeated or weighted. */
function cellVariance(X: Matrix | SparseMatrix, columns: number, sampleWeights: Float64Array): number {
  const weight = sumOf(sampleWeights.length, (row) => sampleWeights[row]!)
  const startOf = (row: number) => (X.format === 'csr' ? X.starts[row]! : row * columns)
  let sum = 0
  let lost = 0
  function add(value: number): void {
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  for (let row = 0; row < X.rowCount; row++) {
    for (let at = startOf(row); at < startOf(row + 1); at++) add(sampleWeights[row]! * X.data[at]!)
  }
  const mean = (sum + lost) / (weight * columns)
  sum = 0
  lost = 0
  for (let row = 0; row < X.rowCount; row++) {
    const end = startOf(row + 1)
    for (let at = startOf(row); at < end; at++) add(sampleWeights[row]! * (X.data[at]! - mean) ** 2)
    add(sampleWeights[row]! * (columns - (end - startOf(row))) * mean * mean)
  }
  return (sum + lost) / (weight * columns)
}

function sumOf(count: number, value: (index: number) => number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += value(i)
  return sum
}
