/** What setting up the comparison of a row with movers costs, in comparisons. */
const setUp = 12

/** Centers to be looked at one by one. */
export interface Movers {
  readonly movers: Int32Array
  /** How far the one of all that went farthest went, and the one of the others. */
  readonly greatest: number
  readonly rest: number
}

/**
 * Which centers, those that went farthest, every row is compared with, so that its ring need only shrink by the way of the
 * others. A ring that has shrunk away costs a comparison with all: `price` is what shrinking by 1 costs, in comparisons.
 * The choice changes no result.
 */
export function chooseMovers(drifts: Float64Array, price: number): Movers {
  const falling = drifts.slice().sort().reverse()
  const greatest = falling[0] ?? 0
  let count = 0
  let least = price * greatest
  if (price > 0) {
    for (let more = 1; more <= falling.length && falling[more - 1]! > 0; more++) {
      const cost = setUp + more + price * (falling[more] ?? 0)
      if (cost >= least) continue
      least = cost
      count = more
    }
  }
  if (count === 0) return { movers: new Int32Array(0), greatest, rest: greatest }
  const rest = falling[count] ?? 0
  return { movers: Int32Array.from(drifts.keys()).filter((center) => drifts[center]! > rest), greatest, rest }
}
