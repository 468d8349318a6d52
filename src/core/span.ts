/** A labeled stretch of a text or of its tokens: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly label: string
}
