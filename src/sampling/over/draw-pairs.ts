import type { Random } from '../../core/index.ts'

/** Which row of a class each new row starts from, which of its neighbors it leans towards, and how far. */
export interface DrawnPairs {
  readonly positions: Int32Array
  readonly choices: Int32Array
  readonly steps: Float64Array
}

/** Draws row and neighbor as one integer, then the steps, as imbalanced-learn's `_make_samples` does. */
export function drawPairs(random: Random, rowCount: number, kNeighbors: number, count: number): DrawnPairs {
  const drawn = random.randint(0, rowCount * kNeighbors, count)
  const positions = new Int32Array(count)
  const choices = new Int32Array(count)
  for (let row = 0; row < count; row++) {
    positions[row] = Math.floor(drawn[row]! / kNeighbors)
    choices[row] = drawn[row]! % kNeighbors
  }
  return { positions, choices, steps: random.uniform(count) }
}
