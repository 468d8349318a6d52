/** Where random 32-bit words come from, a block at a time. */
export interface WordSource {
  readonly block: Uint32Array
  /** Fills the block with the next words. */
  refill(): void
}
