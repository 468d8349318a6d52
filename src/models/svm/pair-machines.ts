import type { Context, Matrix, SparseMatrix } from '../../core/index.ts'
import { fastSlopes, type KernelFunction } from '../../kernels/index.ts'
import type { DualSettings } from './dual-problem.ts'
import { solveDual } from './solve-dual.ts'

/** A machine that tells two classes apart: positive values mean the first of them. */
export interface Machine {
  /** Rows of the matrix it learned from, and α × ±1 of each, those with 0 left out. */
  readonly rows: Int32Array
  readonly coefficients: Float64Array
  readonly rho: number
  readonly converged: boolean
}

export interface MachineSettings extends DualSettings {
  /** Room for rows of the kernel. */
  readonly cacheBytes: number
}

export interface PairTask {
  readonly X: Matrix | SparseMatrix
  /** Rows of the first class, then those of the second, each ascending. */
  readonly positive: Int32Array
  readonly negative: Int32Array
  /** The upper bound of α, by row of X. */
  readonly bounds: Float64Array
  readonly kernel: KernelFunction
}

/** Learns one machine. Where a class has no rows, the value is that of the other class everywhere. */
export async function learnMachine(task: PairTask, settings: MachineSettings, context: Context): Promise<Machine> {
  const { X, positive, negative, bounds, kernel } = task
  const rows = new Int32Array(positive.length + negative.length)
  rows.set(positive)
  rows.set(negative, positive.length)
  if (positive.length === 0 || negative.length === 0) {
    const rho = Math.sign(negative.length - positive.length)
    return { rows: new Int32Array(0), coefficients: new Float64Array(0), rho, converged: true }
  }
  const signs = new Int8Array(rows.length).fill(1, 0, positive.length).fill(-1, positive.length)
  const solved = await solveDual(
    {
      slopes: await fastSlopes(X, rows, kernel, settings.cacheBytes, context),
      signs,
      bounds: Float64Array.from(rows, (row) => bounds[row]!),
    },
    settings,
    context,
  )
  const support = Int32Array.from(rows.keys()).filter((i) => solved.alpha[i]! > 0)
  return {
    rows: Int32Array.from(support, (i) => rows[i]!),
    coefficients: Float64Array.from(support, (i) => solved.alpha[i]! * signs[i]!),
    rho: solved.rho,
    converged: solved.converged,
  }
}
