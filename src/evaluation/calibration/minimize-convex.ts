import { breathe, type Context } from '../../core/index.ts'

/** A convex loss of a few numbers; it writes its gradient and its curvature (row-major, symmetric) over, where given. */
export type ConvexLoss = (at: Float64Array, gradient?: Float64Array, curvature?: Float64Array) => number

/** Where a convex loss is least, by damped Newton steps (Levenberg, Marquardt) from `start`. */
export async function minimizeConvex(
  loss: ConvexLoss,
  start: Float64Array,
  context: Context = {},
): Promise<Float64Array> {
  const size = start.length
  const gradient = new Float64Array(size)
  const curvature = new Float64Array(size * size)
  let at = start
  let value = loss(at, gradient, curvature)
  let damping = 0
  for (let step = 0; step < 200; step++) {
    await breathe(context)
    const move = solvePositive(curvature, gradient, damping)
    const next = move && at.map((own, index) => own - move[index]!)
    const nextValue = next ? loss(next) : Number.POSITIVE_INFINITY
    if (!next || !(nextValue <= value)) {
      // Near the minimum the loss is too flat to tell, and the step that was refused is as good as none.
      if (damping > 1e8 || move?.every((own, index) => Math.abs(own) < 1e-9 * (1 + Math.abs(at[index]!)))) break
      damping = Math.max(damping * 10, 1e-9)
      continue
    }
    const largest = move!.reduce((most, own, index) => Math.max(most, Math.abs(own) / (1 + Math.abs(at[index]!))), 0)
    at = next
    if (largest < 1e-10) break
    value = loss(at, gradient, curvature)
    damping = damping > 1e-8 ? damping / 10 : 0
  }
  return at
}

/** Solves (A + damping × diagonal) x = b by Cholesky's factors; undefined where that is not positive. */
function solvePositive(a: Float64Array, b: Float64Array, damping: number): Float64Array | undefined {
  const size = b.length
  const factor = a.slice()
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j]!
      if (i === j) sum += damping * (sum + 1e-12)
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!
      if (i !== j) factor[i * size + j] = sum / factor[j * size + j]!
      else if (sum > 0) factor[i * size + i] = Math.sqrt(sum)
      else return undefined
    }
  }
  const x = b.slice()
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i]! -= factor[i * size + k]! * x[k]!
    x[i] = x[i]! / factor[i * size + i]!
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i]! -= factor[k * size + i]! * x[k]!
    x[i] = x[i]! / factor[i * size + i]!
  }
  return x
}
