import type { Labels, Random } from '../../core/index.ts'

/**
 * Into which of `folds` folds each row is dealt, every class evenly, as scikit-learn's shuffled `StratifiedKFold` deals
 * them: classes in the order of their first rows, each shuffled in turn.
 */
export function hardnessFolds(y: Labels, folds: number, random: Random): Int32Array {
  const rowsOf = new Map<number, number[]>()
  y.codes.forEach((code, row) => {
    const rows = rowsOf.get(code)
    if (rows) rows.push(row)
    else rowsOf.set(code, [row])
  })
  const foldOf = new Int32Array(y.codes.length)
  let start = 0
  for (const rows of rowsOf.values()) {
    const dealt = new Int32Array(rows.length)
    let to = 0
    for (let fold = 0; fold < folds; fold++) {
      // Of the rows sorted by class, every `folds`-th goes to a fold; this class begins at `start`.
      const first = (((fold - start) % folds) + folds) % folds
      const count = Math.max(0, Math.ceil((rows.length - first) / folds))
      dealt.fill(fold, to, to + count)
      to += count
    }
    const order = random.permutation(rows.length)
    for (let place = 0; place < rows.length; place++) foldOf[rows[place]!] = dealt[order[place]!]!
    start += rows.length
  }
  return foldOf
}
