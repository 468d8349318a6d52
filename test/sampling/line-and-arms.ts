import { matrix, random } from '../../src/core/index.ts'

/** 140 rows whose target hardly depends on their one feature, 16 far above them and 9 far below: numbers for a picture. */
export function lineAndArms() {
  const stream = random(23)
  const cloud = stream.fork('cloud').randn(280)
  const noise = stream.fork('arms').randn(50)
  const along = stream.fork('along').uniform(25)
  const x = new Float64Array(165)
  const y = new Float64Array(165)
  for (let row = 0; row < 165; row++) {
    if (row < 140) {
      x[row] = 1.05 * cloud[row * 2]!
      y[row] = 0.3 * x[row]! + 0.4 * cloud[row * 2 + 1]!
      continue
    }
    const high = row < 156
    const share = along[row - 140]!
    x[row] = (high ? 0.3 + 2.3 * share : -2.5 + 1.5 * share) + 0.2 * noise[(row - 140) * 2]!
    y[row] = (high ? 1.8 + 1.1 * share : -2.7 + 0.8 * share) + 0.2 * noise[(row - 140) * 2 + 1]!
  }
  return { X: matrix(x, [{ name: 'x', kind: 'number' as const }]), y }
}
