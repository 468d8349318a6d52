import { breathe, type Context, type Matrix } from '../../core/index.ts'
import type { SyntheticRows } from './define-over-sampler.ts'

const blockSize = 2048

/**
 * New rows on the segments from `first[i]` towards `second[i]`, both rows of X, `steps[i]` of the way:
 * `first + step × (second − first)`, column by column. `shares` shorten the difference before the step is taken.
 */
export function interpolate(
  X: Matrix,
  first: Int32Array,
  second: Int32Array,
  steps: Float64Array,
  context: Context,
  shares?: Float64Array,
): SyntheticRows & { readonly steps: Float64Array } {
  const parents = new Int32Array(first.length * 2)
  for (let row = 0; row < first.length; row++) {
    parents[row * 2] = first[row]!
    parents[row * 2 + 1] = second[row]!
  }
  async function fill(into: Float64Array): Promise<void> {
    for (let start = 0; start < steps.length; start += blockSize) {
      await breathe(context, { stage: 'making rows', done: start, total: steps.length })
      fillBlock(X, parents, steps, shares, start, Math.min(start + blockSize, steps.length), into)
    }
  }
  return { parentsPerRow: 2, parents, steps: shares ? steps.map((step, row) => step * shares[row]!) : steps, fill }
}

function fillBlock(
  { data, columns }: Matrix,
  parents: Int32Array,
  steps: Float64Array,
  shares: Float64Array | undefined,
  start: number,
  end: number,
  into: Float64Array,
): void {
  const width = columns.length
  for (let row = start; row < end; row++) {
    const from = parents[row * 2]! * width
    const towards = parents[row * 2 + 1]! * width
    const step = steps[row]!
    const share = shares ? shares[row]! : 1
    for (let column = 0; column < width; column++) {
      const value = data[from + column]!
      into[row * width + column] = value + step * ((data[towards + column]! - value) * share)
    }
  }
}
