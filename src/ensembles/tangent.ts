/**
 * The tangent of `turn` × π / 2, for `turn` from 0 to below 1, the same in every engine: Lambert's continued fraction
 * up to a quarter of π, beyond it the reciprocal of the rest.
 */
export function tangent(turn: number): number {
  if (turn > 0.5) return 1 / tangent(1 - turn)
  const x = (turn * Math.PI) / 2
  let below = 25
  for (let odd = 23; odd >= 1; odd -= 2) below = odd - (x * x) / below
  return x / below
}
