/** A figure with its two-sided confidence interval. NaN where the figure is undefined, as a precision without an alarm. */
export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
}
