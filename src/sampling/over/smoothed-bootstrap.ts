import { breathe, type Context, type Matrix, pow, type Random } from '../../core/index.ts'
import { columnDeviations } from './column-deviations.ts'
import type { SyntheticRows } from './define-over-sampler.ts'

const blockSize = 2048

/**
 * New rows around drawn ones: each column moved by a normal draw times the class's standard deviation times
 * `shrinkage × (4 / ((columns + 2) × rows))^(1 / (columns + 4))`. The rows of all classes count for `rows`.
 */
export function smoothedBootstrap(
  X: Matrix,
  classRows: Int32Array,
  drawn: Int32Array,
  shrinkage: number,
  random: Random,
  context: Context,
): SyntheticRows {
  const width = X.columns.length
  const constant = pow(4 / ((width + 2) * X.rowCount), 1 / (width + 4))
  const scales = columnDeviations(X, classRows).map((deviation) => shrinkage * constant * deviation)
  const noise = random.randn(drawn.length * width)

  async function fill(into: Float64Array): Promise<void> {
    for (let start = 0; start < drawn.length; start += blockSize) {
      await breathe(context, { stage: 'making rows', done: start, total: drawn.length })
      const end = Math.min(start + blockSize, drawn.length)
      for (let row = start; row < end; row++) {
        const from = drawn[row]! * width
        const to = row * width
        for (let column = 0; column < width; column++) {
          into[to + column] = noise[to + column]! * scales[column]! + X.data[from + column]!
        }
      }
    }
  }
  return { parentsPerRow: 1, parents: drawn, fill }
}
