/**
 * A stream of random numbers, as a value. All sizes are counts of draws; draws are made in bulk.
 *
 * Two implementations: `random(seed)`, ours, and `numpyRandom(seed)`, NumPy's legacy generator draw for draw.
 */
export interface Random {
  /** What it was made from, for provenance. */
  readonly seed: number | string
  /**
   * A stream of its own, so that what one class, row or transform draws never depends on how much another drew.
   * `numpyRandom` starts again from its seed here, as imbalanced-learn does in each sampler.
   */
  fork(name: string | number): Random
  /** Where the peer goes on with one stream: `numpyRandom` returns itself, `random` forks. */
  continue(name: string | number): Random
  /** `size` integers in [low, high). */
  randint(low: number, high: number, size: number): Float64Array
  /** `size` numbers in [low, high); default [0, 1). */
  uniform(size: number, low?: number, high?: number): Float64Array
  /** `size` of the integers 0 … n − 1, with or without replacement. */
  choice(n: number, size: number, replace: boolean): Int32Array
  /** The integers 0 … n − 1 in random order. */
  permutation(n: number): Int32Array
  /** `size` draws from the standard normal distribution, written to `into` where that is given, which is as long. */
  randn(size: number, into?: Float64Array): Float64Array
  /** `size` draws from the beta distribution. */
  beta(a: number, b: number, size: number): Float64Array
}
