import type { KernelSlopes } from '../../kernels/index.ts'

export interface DualProblem {
  /** New ones; they are used up. */
  readonly slopes: KernelSlopes
  /** ±1 a row. */
  readonly signs: Int8Array
  /** The upper bound of each α. */
  readonly bounds: Float64Array
  /** What is taken off for each unit of α; default 1. */
  readonly gain?: number
  /** Where the α begin; default 0 everywhere. Their sum Σ α_i y_i never changes. */
  readonly start?: Float64Array
}

export interface DualSettings {
  readonly tol: number
  readonly maxIter: number
  readonly shrinking: boolean
  /** Told now and then which share of the way is behind, as the violation of the conditions shrinks to `tol`. */
  readonly tell: (share: number) => { readonly stage: string; readonly done: number; readonly total: number }
}

export interface DualSolution {
  /** ≥ 0, in the order of the rows as they were given. */
  readonly alpha: Float64Array
  readonly rho: number
  readonly converged: boolean
}
