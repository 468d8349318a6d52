import type { Matrix } from '../../core/index.ts'
import type { NewTargets } from './define-regression-sampler.ts'

/**
 * Writes the `at`-th new row on the segment from its first parent towards its second, `steps[at]` of the way; its target
 * is the mean of theirs, each weighing the more the nearer it lies. A cell that one parent misses is that of the other,
 * and measures nothing.
 */
export function rowBetween(
  X: Matrix,
  y: Float64Array,
  { X: into, y: targets, parents, steps }: NewTargets,
  at: number,
) {
  const width = X.columns.length
  const [first, second] = [parents[at * 2]!, parents[at * 2 + 1]!]
  let toFirst = 0
  let toSecond = 0
  for (let column = 0; column < width; column++) {
    const a = X.data[first * width + column]!
    const b = X.data[second * width + column]!
    const made = a + steps[at]! * (b - a)
    if (Number.isNaN(made)) {
      into[at * width + column] = Number.isNaN(a) ? b : a
      continue
    }
    const value = X.columns[column]!.kind === 'number' ? made : Math.round(made)
    into[at * width + column] = value
    toFirst += (value - a) * (value - a)
    toSecond += (value - b) * (value - b)
  }
  const [near, far] = [Math.sqrt(toFirst), Math.sqrt(toSecond)]
  targets[at] = near + far === 0 ? (y[first]! + y[second]!) / 2 : (far * y[first]! + near * y[second]!) / (near + far)
}
