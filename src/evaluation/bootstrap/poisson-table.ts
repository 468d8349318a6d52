/** Poisson counts of one mean, ready to be looked up: the least `k` with `word < ends[k]`, for a random 32-bit word. */
export interface PoissonTable {
  /** Cumulated shares × 2³²; the last is infinite. */
  readonly ends: Float64Array
  /** Where to begin looking, by the top six bits of the word. */
  readonly guide: Int32Array
  /** What `ends[0]` stands for. */
  readonly least: number
}

const words = 0x100000000
const negligible = 1e-14

/** The table of a mean above 0. Its size grows with the root of the mean. */
export function poissonTable(mean: number): PoissonTable {
  const mode = Math.floor(mean)
  const below: number[] = []
  for (let k = mode, share = 1; k > 0; k--) {
    share *= k / mean
    if (share < negligible) break
    below.push(share)
  }
  const above: number[] = []
  for (let k = mode + 1, share = mean / (mode + 1); share >= negligible; share *= mean / ++k) above.push(share)
  const shares = [...below.reverse(), 1, ...above]
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const ends = new Float64Array(shares.length)
  let passed = 0
  for (const [at, share] of shares.entries()) {
    passed += share
    ends[at] = (passed / whole) * words
  }
  ends[shares.length - 1] = Number.POSITIVE_INFINITY
  const guide = Int32Array.from({ length: 64 }, (_, top) => ends.findIndex((end) => end > top * (words / 64)))
  return { ends, guide, least: mode - below.length }
}
