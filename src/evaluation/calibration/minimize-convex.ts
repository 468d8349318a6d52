import { type Context, inBlocks } from '../../core/index.ts'

/** A convex loss of a few numbers, summed over rows. */
export interface ConvexLoss {
  readonly rowCount: number
  /** So many rows take a few milliseconds. */
  readonly rowsAtOnce: number
  /** Adds to the gradient and the curvature (row-major, symmetric), where given; returns the loss with some more rows. */
  add(loss: number, at: Float64Array, from: number, to: number, slopes: Slopes | undefined): number
  /** Adds what is no row's, such as a ridge. */
  finish(loss: number, at: Float64Array, slopes: Slopes | undefined): number
}

export interface Slopes {
  readonly gradient: Float64Array
  readonly curvature: Float64Array
}

/** Where a convex loss is least, by damped Newton steps (Levenberg, Marquardt) from `start`. */
export async function minimizeConvex(
  loss: ConvexLoss,
  start: Float64Array,
  context: Context = {},
): Promise<Float64Array> {
  const size = start.length
  const slopes = { gradient: new Float64Array(size), curvature: new Float64Array(size * size) }
  let at = start
  let value = await measure(loss, at, slopes, context)
  let damping = 0
  for (let step = 0; step < 200; step++) {
    const move = solvePositive(slopes.curvature, slopes.gradient, damping)
    const next = move && at.map((own, index) => own - move[index]!)
    const nextValue = next ? await measure(loss, next, undefined, context) : Number.POSITIVE_INFINITY
    if (!next || !(nextValue <= value)) {
      // Near the minimum the loss is too flat to tell, and the step that was refused is as good as none.
      if (damping > 1e8 || move?.every((own, index) => Math.abs(own) < 1e-9 * (1 + Math.abs(at[index]!)))) break
      damping = Math.max(damping * 10, 1e-9)
      continue
    }
    const largest = move!.reduce((most, own, index) => Math.max(most, Math.abs(own) / (1 + Math.abs(at[index]!))), 0)
    at = next
    if (largest < 1e-10) break
    value = await measure(loss, at, slopes, context)
    damping = damping > 1e-8 ? damping / 10 : 0
  }
  return at
}

/** The loss of all rows; writes its gradient and curvature over, where given. */
async function measure(
  loss: ConvexLoss,
  at: Float64Array,
  slopes: Slopes | undefined,
  context: Context,
): Promise<number> {
  slopes?.gradient.fill(0)
  slopes?.curvature.fill(0)
  let value = 0
  const add = (from: number, to: number): void => {
    value = loss.add(value, at, from, to, slopes)
  }
  await inBlocks(loss.rowCount, context, add, loss.rowsAtOnce)
  return loss.finish(value, at, slopes)
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
