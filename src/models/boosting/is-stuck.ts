/** Whether none of the last `patience` scores is better by more than `tol` than the one before them. Higher is better. */
export function isStuck(scores: readonly number[], patience: number, tol: number): boolean {
  if (scores.length <= patience) return false
  const reference = scores[scores.length - patience - 1]! + tol
  return scores.slice(-patience).every((score) => !(score > reference))
}
