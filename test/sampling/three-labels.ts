import { matrix, random } from '../../src/core/index.ts'
import { labelMatrix } from '../../src/sampling/index.ts'

/** 110 rows with a common label, 40 beside them with another (some with both), 16 above with a rare one (half with two). */
export function threeLabels() {
  const stream = random(31)
  const cloud = stream.fork('cloud').randn(332)
  const cells = new Float64Array(332)
  const labels = new Uint8Array(166 * 3)
  for (let row = 0; row < 166; row++) {
    const [u, v] = [cloud[row * 2]!, cloud[row * 2 + 1]!]
    const [x, y] =
      row < 110
        ? [0.9 * u - 1, 0.85 * v - 0.6]
        : row < 150
          ? [0.75 * u + 1.2, 0.8 * v - 0.7]
          : [0.9 * u + 0.6, 0.4 * v + 1.8]
    cells.set([x, y], row * 2)
    const common = row < 110 || (row < 150 && x < 0.8)
    const other = (row >= 110 && row < 150) || (row >= 150 && row % 2 === 0)
    labels.set([common ? 1 : 0, other ? 1 : 0, row >= 150 ? 1 : 0], row * 3)
  }
  return {
    X: matrix(cells, [
      { name: 'x', kind: 'number' as const },
      { name: 'y', kind: 'number' as const },
    ]),
    y: labelMatrix(labels, ['calm', 'loud', 'odd']),
  }
}
