import { countClasses, DataError, type Labels } from '../core/index.ts'
import type { ClassCounts } from './sampling-strategy.ts'

/** Counts the rows of each class and refuses labels of fewer than two classes. */
export function countPresentClasses(who: string, y: Labels): ClassCounts {
  const counts = countClasses(y)
  const codes = Array.from(counts.keys()).filter((code) => counts[code]! > 0)
  if (codes.length < 2) {
    const found =
      codes.length === 0 ? 'y has no rows' : `all ${y.codes.length} rows are of class "${y.classes[codes[0]!]}"`
    throw new DataError(`${who}: ${found}; rebalancing needs at least two classes. Check the target column.`)
  }
  let largest = codes[0]!
  let smallest = codes[0]!
  for (const code of codes) {
    if (counts[code]! > counts[largest]!) largest = code
    if (counts[code]! < counts[smallest]!) smallest = code
  }
  return { codes, counts, largest, smallest }
}
