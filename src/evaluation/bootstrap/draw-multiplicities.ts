import { random } from '../../core/index.ts'

/** Fills an array with how often each row (or all rows of each group) is drawn in one resample. */
export type Draw = (multiplicities: Float64Array) => void

/**
 * Draws as many rows as there are, with replacement; or as many groups, where `groupOf` numbers them from 0. Drawing is
 * most of the work of a bootstrap, hence a small generator of its own (sfc32, C. Doty-Humphrey), seeded by ours.
 */
export function drawMultiplicities(seed: number | string, groupOf: Int32Array | undefined): Draw {
  const start = random(seed).fork('bootstrap').randint(0, 0x100000000, 3)
  const state = Int32Array.of(start[0]!, start[1]!, start[2]!, 1)
  let groups = 0
  if (groupOf) for (const group of groupOf) groups = Math.max(groups, group + 1)
  const perGroup = new Float64Array(groups)

  function count(into: Float64Array): void {
    const scale = into.length / 0x100000000
    let a = state[0]!
    let b = state[1]!
    let c = state[2]!
    let counter = state[3]!
    into.fill(0)
    for (let drawn = 0; drawn < into.length; drawn++) {
      const mixed = (((a + b) | 0) + counter) | 0
      counter = (counter + 1) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + mixed) | 0
      into[((mixed >>> 0) * scale) >>> 0]!++
    }
    state[0] = a
    state[1] = b
    state[2] = c
    state[3] = counter
  }
  for (let warmUp = 0; warmUp < 4; warmUp++) count(new Float64Array(4))

  if (!groupOf) return count
  return (multiplicities) => {
    count(perGroup)
    for (let row = 0; row < multiplicities.length; row++) multiplicities[row] = perGroup[groupOf[row]!]!
  }
}

/** Numbers groups from 0 in the order of their first rows. */
export function numberGroups(groups: ArrayLike<string | number>): Int32Array {
  const numbers = new Map<string | number, number>()
  const groupOf = new Int32Array(groups.length)
  for (let row = 0; row < groups.length; row++) {
    let number = numbers.get(groups[row]!)
    if (number === undefined) {
      number = numbers.size
      numbers.set(groups[row]!, number)
    }
    groupOf[row] = number
  }
  return groupOf
}
