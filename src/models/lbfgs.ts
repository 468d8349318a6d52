import { breathe, type Context } from '../core/index.ts'
import { addScaled, addScaledAndDot, dot } from './vector.ts'
import { type LinePoint, wolfeLineSearch } from './wolfe-line-search.ts'

/** A smooth function to be made small. */
export interface Objective {
  /** The value at `x`; writes the gradient there. */
  evaluate(x: Float64Array, gradient: Float64Array, context: Context): Promise<number>
  /** Turns a vector, in place, into about the inverse Hessian at `x` times it. */
  preconditioner(x: Float64Array, context: Context): Promise<(vector: Float64Array) => void>
}

export interface LbfgsOptions {
  readonly maxIter: number
  /** Stop when the Euclidean length of the gradient is no more than that. */
  readonly tolerance: number
  /** How many steps are remembered. */
  readonly history?: number
  /** After how many iterations the preconditioner is made anew, and the memory emptied; default: never. */
  readonly refresh?: number
  /** Called after each iteration with the new point, which it must not keep; true ends the search. */
  readonly isEnough?: (x: Float64Array, iterations: number) => boolean
}

export interface Minimum {
  readonly x: Float64Array
  readonly value: number
  readonly gradientNorm: number
  readonly iterations: number
  readonly evaluations: number
  readonly converged: boolean
}

/**
 * Limited-memory BFGS with a strong Wolfe line search and a preconditioner as the first guess of the inverse Hessian.
 * All sums have a fixed order: the same input gives the same bits.
 *
 * J. Nocedal, "Updating quasi-Newton matrices with limited storage", Mathematics of Computation 35, 1980.
 */
export async function lbfgs(
  objective: Objective,
  start: Float64Array,
  { maxIter, tolerance, history = 6, refresh = Infinity, isEnough }: LbfgsOptions,
  context: Context,
): Promise<Minimum> {
  const size = start.length
  let x = start.slice()
  let gradient = new Float64Array(size)
  let nextX = new Float64Array(size)
  let nextGradient = new Float64Array(size)
  let value = await objective.evaluate(x, gradient, context)
  let norm = Math.sqrt(dot(gradient, gradient))
  const enough = Math.max(tolerance, 1e-13 * norm)
  let memory = new Memory(history)
  let evaluations = 1
  let iterations = 0
  const direction = new Float64Array(size)
  let precondition: ((vector: Float64Array) => void) | undefined

  while (norm > enough && iterations < maxIter) {
    await breathe(context, { stage: 'optimize', done: iterations, total: maxIter })
    if (!precondition || iterations % refresh === 0) {
      precondition = await objective.preconditioner(x, context)
      memory = new Memory(history)
    }
    for (let i = 0; i < size; i++) direction[i] = -gradient[i]!
    memory.apply(direction, precondition)
    const slope = dot(gradient, direction)
    const look = async (step: number): Promise<LinePoint> => {
      for (let i = 0; i < size; i++) nextX[i] = x[i]! + step * direction[i]!
      evaluations++
      const there = await objective.evaluate(nextX, nextGradient, context)
      return { step, value: there, slope: dot(nextGradient, direction) }
    }
    const found = slope < 0 ? await wolfeLineSearch(look, { step: 0, value, slope }, 1) : undefined
    if (!found) {
      if (memory.size === 0) break
      memory = new Memory(history)
      continue
    }
    iterations++
    memory.remember(x, nextX, gradient, nextGradient, precondition)
    value = found.value
    ;[x, nextX] = [nextX, x]
    ;[gradient, nextGradient] = [nextGradient, gradient]
    norm = Math.sqrt(dot(gradient, gradient))
    if (isEnough?.(x, iterations)) break
  }
  return { x, value, gradientNorm: norm, iterations, evaluations, converged: norm <= enough }
}

/** The last steps and how the gradient changed along them. */
class Memory {
  private readonly most: number
  private readonly pairs: { s: Float64Array; y: Float64Array; rho: number }[] = []
  private gamma = 1

  constructor(most: number) {
    this.most = most
  }

  get size(): number {
    return this.pairs.length
  }

  remember(
    x: Float64Array,
    nextX: Float64Array,
    gradient: Float64Array,
    nextGradient: Float64Array,
    precondition: (vector: Float64Array) => void,
  ): void {
    const recycled = this.pairs.length === this.most ? this.pairs.shift() : undefined
    const s = recycled?.s ?? new Float64Array(x.length)
    const y = recycled?.y ?? new Float64Array(x.length)
    for (let i = 0; i < x.length; i++) {
      s[i] = nextX[i]! - x[i]!
      y[i] = nextGradient[i]! - gradient[i]!
    }
    const curvature = dot(s, y)
    if (!(curvature > 0)) return
    this.pairs.push({ s, y, rho: 1 / curvature })
    const z = y.slice()
    precondition(z)
    this.gamma = curvature / dot(y, z)
  }

  /** The two-loop recursion: vector ← inverse Hessian × vector. */
  apply(vector: Float64Array, precondition: (vector: Float64Array) => void): void {
    const { pairs } = this
    const count = pairs.length
    const alphas = new Float64Array(count)
    let along = count > 0 ? dot(pairs[count - 1]!.s, vector) : 0
    for (let i = count - 1; i >= 0; i--) {
      const { y, rho } = pairs[i]!
      alphas[i] = rho * along
      if (i > 0) along = addScaledAndDot(vector, -alphas[i]!, y, pairs[i - 1]!.s)
      else addScaled(vector, -alphas[i]!, y)
    }
    precondition(vector)
    for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! * this.gamma
    along = count > 0 ? dot(pairs[0]!.y, vector) : 0
    for (let i = 0; i < count; i++) {
      const { s, rho } = pairs[i]!
      const factor = alphas[i]! - rho * along
      if (i + 1 < count) along = addScaledAndDot(vector, factor, s, pairs[i + 1]!.y)
      else addScaled(vector, factor, s)
    }
  }
}
