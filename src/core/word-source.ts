/** Where random 32-bit words come from, a block at a time. */
export interface WordSource {
  /** What the blocks to come follow from. */
  readonly state: Uint32Array
  /** The words that are drawn next: 624 of MT19937, 64 of xoshiro128**. */
  readonly block: Uint32Array
  /** Fills the block with the next words. */
  refill(): void
}
