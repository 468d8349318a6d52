import type { Labels } from '../../core/index.ts'
import { classWeights, effectiveNumberWeights, inverseSquareRootWeights } from '../../losses/index.ts'
import type { Chain } from './chain.ts'

/**
 * What each row weighs in learning: its own weight times that of its class, which is counted after resampling.
 * Undefined where all weigh the same.
 */
export function chainWeights(
  how: Chain['classWeight'],
  y: Labels,
  weight: Float64Array | undefined,
): Float64Array | undefined {
  if (how === null) return weight
  const byClass = how === 'balanced' ? classWeights(y, how, weight) : bySize(how, y, weight)
  return Float64Array.from(y.codes, (code, row) => byClass[code]! * (weight?.[row] ?? 1))
}

function bySize(
  how: Exclude<Chain['classWeight'], 'balanced' | null>,
  { codes, classes }: Labels,
  weight: Float64Array | undefined,
): Float64Array {
  const sizes = new Float64Array(classes.length)
  for (let row = 0; row < codes.length; row++) sizes[codes[row]!]! += weight ? weight[row]! : 1
  return how === 'inverseSquareRoot'
    ? inverseSquareRootWeights(sizes)
    : effectiveNumberWeights(sizes, how.effectiveNumber)
}
