import type { Random } from '../../core/index.ts'

/**
 * The rows that a condensed set begins with. `numpyRandom` may draw a row more than once, as imbalanced-learn does;
 * otherwise they are different rows.
 */
export function drawSeeds(rows: Int32Array, count: number, random: Random): Int32Array {
  const drawn = followsNumpy(random)
    ? random.randint(0, rows.length, count)
    : random.choice(rows.length, Math.min(count, rows.length), false)
  return Int32Array.from(drawn, (position) => rows[position]!)
}

/** Whether the stream is `numpyRandom`, and so the result to be that of imbalanced-learn, its oddities included. */
export function followsNumpy(random: Random): boolean {
  return random.continue('') === random
}
