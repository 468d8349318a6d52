import { decodeFloats, encodeFloats, type Matrix, type SparseMatrix, sigmoid } from '../../core/index.ts'
import type { Sigmoid } from '../../evaluation/index.ts'
import { type KernelFunction, type KernelRows, kernelDecisions, kernelRows } from '../../kernels/index.ts'
import { couplePairs } from './couple-pairs.ts'
import type { Machine } from './pair-machines.ts'
import { readQuery } from './query-row.ts'
import { packRows, type SavedRows, unpackRows } from './saved-rows.ts'

/** All that support vector machines have learned, as plain JSON. */
export interface SavedSupport {
  readonly kernel: KernelFunction
  /** Support vectors a class; they stand class by class. */
  readonly counts: readonly number[]
  readonly rows: string
  readonly vectors: SavedRows
  /** `(classes − 1) × vectors`, as LIBSVM arranges them. */
  readonly coefficients: string
  /** One a pair of classes: 0 and 1, 0 and 2, … 1 and 2, … */
  readonly rho: string
  readonly sigmoids: readonly Sigmoid[]
  readonly converged: boolean
}

/** Puts the machines of all pairs together, each support vector once. */
export function packMachines(
  X: Matrix | SparseMatrix,
  codes: Int32Array,
  classCount: number,
  kernel: KernelFunction,
  machines: readonly Machine[],
  sigmoids: readonly Sigmoid[],
): SavedSupport {
  const place = new Int32Array(X.rowCount).fill(-1)
  for (const { rows } of machines) for (const row of rows) place[row] = 0
  const support = Int32Array.from(place.keys())
    .filter((row) => place[row] === 0)
    .sort((a, b) => codes[a]! - codes[b]! || a - b)
  const counts = new Array<number>(classCount).fill(0)
  for (const [index, row] of support.entries()) {
    place[row] = index
    counts[codes[row]!]!++
  }
  const coefficients = new Float64Array((classCount - 1) * support.length)
  let pair = 0
  for (let a = 0; a < classCount; a++) {
    for (let b = a + 1; b < classCount; b++) {
      const machine = machines[pair++]!
      for (const [index, row] of machine.rows.entries()) {
        const line = codes[row] === a ? b - 1 : a
        coefficients[line * support.length + place[row]!] = machine.coefficients[index]!
      }
    }
  }
  return {
    kernel,
    counts,
    rows: encodeFloats(Float64Array.from(support)),
    vectors: packRows(X, support),
    coefficients: encodeFloats(coefficients),
    rho: encodeFloats(Float64Array.from(machines, ({ rho }) => rho)),
    sigmoids,
    converged: machines.every(({ converged }) => converged),
  }
}

/** The machines at work again. */
export function supportModel(saved: SavedSupport, columnCount: number) {
  const { counts, kernel, sigmoids, converged } = saved
  const classCount = counts.length
  const pairCount = (classCount * (classCount - 1)) / 2
  const supportRows = Int32Array.from(decodeFloats(saved.rows))
  const coefficients = decodeFloats(saved.coefficients)
  const rho = decodeFloats(saved.rho)
  const total = supportRows.length
  const support = unpackRows(saved.vectors, columnCount)
  // Made when they are first asked for: where vectors of WebAssembly answer, the plain rows are never needed.
  let plain: KernelRows | undefined
  let fast: ReturnType<typeof kernelDecisions> | 'none'
  const ends: number[] = []
  for (const count of counts) ends.push((ends.at(-1) ?? 0) + count)

  /** The value of each pair for one row, positive for the first class. */
  function pairValues(alike: Float64Array, out: Float64Array, at: number): void {
    for (let a = 0; a < classCount; a++) {
      for (let b = a + 1; b < classCount; b++, at++) {
        let sum = 0
        const lineA = (b - 1) * total
        const lineB = a * total
        for (let s = ends[a]! - counts[a]!; s < ends[a]!; s++) sum += coefficients[lineA + s]! * alike[s]!
        for (let s = ends[b]! - counts[b]!; s < ends[b]!; s++) sum += coefficients[lineB + s]! * alike[s]!
        out[at] = sum
      }
    }
  }

  function pairDecisions(X: Matrix | SparseMatrix): Float64Array {
    const values = new Float64Array(X.rowCount * pairCount)
    fast ??= kernelDecisions(support, kernel, coefficients, counts) ?? 'none'
    if (fast !== 'none' && X.format === 'dense') {
      fast(X, values)
      for (let at = 0; at < values.length; at++) values[at]! -= rho[at % pairCount]!
      return values
    }
    plain ??= kernelRows(
      support,
      Int32Array.from({ length: total }, (_, i) => i),
      kernel,
    )
    const vectors = plain
    for (let row = 0; row < X.rowCount; row++) {
      vectors.evaluate(readQuery(X, row, vectors.query), 0, total)
      pairValues(vectors.values, values, row * pairCount)
      for (let pair = 0; pair < pairCount; pair++) values[row * pairCount + pair]! -= rho[pair]!
    }
    return values
  }

  function predict(X: Matrix | SparseMatrix): Float64Array {
    const values = pairDecisions(X)
    const result = new Float64Array(X.rowCount * classCount)
    const pairs = new Float64Array(classCount * classCount)
    for (let row = 0; row < X.rowCount; row++) {
      for (let a = 0, pair = 0; a < classCount; a++) {
        for (let b = a + 1; b < classCount; b++, pair++) {
          const { slope, intercept } = sigmoids[pair]!
          const p = sigmoid(slope * values[row * pairCount + pair]! + intercept)
          if (classCount === 2) {
            result[row * 2] = p
            result[row * 2 + 1] = 1 - p
          }
          const kept = Math.min(Math.max(p, 1e-7), 1 - 1e-7)
          pairs[a * classCount + b] = kept
          pairs[b * classCount + a] = 1 - kept
        }
      }
      if (classCount > 2) result.set(couplePairs(pairs, classCount), row * classCount)
    }
    return result
  }

  const turn = classCount === 2 ? -1 : 1
  return {
    supportRows,
    /** As scikit-learn's `dual_coef_`, row-major, `(classes − 1) × support vectors`. */
    dualCoef: coefficients.map((value) => turn * value),
    /** One a pair of classes, as scikit-learn's `intercept_`. */
    intercept: rho.map((value) => -turn * value),
    /** Support vectors of each class that had rows. */
    supportCounts: counts,
    /** The gamma that was used. */
    gamma: kernel.gamma,
    converged,
    pairDecisions,
    decisionFunction: (X: Matrix | SparseMatrix) => classDecisions(pairDecisions(X), X.rowCount, classCount),
    predict,
  }
}

/** Two classes: the value for the second. More: votes, with the sum of the values between equals, as scikit-learn does. */
function classDecisions(values: Float64Array, rowCount: number, classCount: number): Float64Array {
  if (classCount === 2) return values.map((value) => -value)
  const result = new Float64Array(rowCount * classCount)
  const sums = new Float64Array(classCount)
  for (let row = 0, at = 0; row < rowCount; row++) {
    const out = row * classCount
    sums.fill(0)
    for (let a = 0; a < classCount; a++) {
      for (let b = a + 1; b < classCount; b++, at++) {
        const value = values[at]!
        sums[a]! += value
        sums[b]! -= value
        result[out + (value < 0 ? b : a)]!++
      }
    }
    for (let k = 0; k < classCount; k++) result[out + k]! += sums[k]! / (3 * (Math.abs(sums[k]!) + 1))
  }
  return result
}
