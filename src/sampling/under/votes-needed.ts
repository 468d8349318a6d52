/**
 * How many of the k nearest rows must be of the class `code` for the vote to go to it against the class `other`, and how
 * many of the other for the vote to go there. Ties go to the lower code, as in scikit-learn.
 */
export function votesNeeded(k: number, code: number, other: number): { readonly own: number; readonly other: number } {
  const half = k >> 1
  const own = k % 2 === 0 && code < other ? half : half + 1
  return { own, other: k - own + 1 }
}
