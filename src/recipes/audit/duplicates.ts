import { clusterSizes, conflictingLabels } from '../../duplicates/index.ts'
import { type Check, finding, percent } from './check.ts'

/** Exact duplicates (after normalization), those with conflicting labels, and signs that rows were copied to balance classes. */
export const checkDuplicates: Check = ({ data }) => {
  const { clusters, y } = data
  const count = clusters.reduce((most, cluster) => Math.max(most, cluster + 1), 0)
  const size = clusterSizes({ cluster: clusters, count })
  const copies = y.classes.map(() => 0)
  const rows = y.classes.map(() => 0)
  clusters.forEach((cluster, row) => {
    rows[y.codes[row]!]!++
    if (size[cluster]! > 1) copies[y.codes[row]!]!++
  })
  const extra = clusters.length - size.filter((rows) => rows > 0).length
  if (extra === 0) return [finding('passed', 'duplicates', null, 'No row is an exact copy of another.')]
  const found = [
    finding(
      'warning',
      'duplicates',
      null,
      `${extra} of ${clusters.length} rows (${percent(extra / clusters.length)}) repeat an earlier row exactly, after normalization.`,
      'Copies stay together in one part and one fold, so none is learned from and judged on.',
    ),
  ]
  const conflicts = conflictingLabels(clusters, y)
  if (conflicts.length > 0) {
    found.push(
      finding(
        'warning',
        'conflicting-labels',
        null,
        `${conflicts.length} ${conflicts.length === 1 ? 'set of identical rows carries' : 'sets of identical rows carry'} different classes.`,
        'Look at them and correct the labels; no model can tell them apart.',
      ),
    )
  }
  const share = copies.map((count, code) => count / Math.max(1, rows[code]!))
  const rarest = rows.indexOf(Math.min(...rows))
  const others = Math.max(...share.filter((_, code) => code !== rarest))
  if (share[rarest]! > 0.5 && share[rarest]! > 5 * others) {
    found.push(
      finding(
        'error',
        'rebalanced-before-split',
        String(y.classes[rarest]),
        `${percent(share[rarest]!)} of "${y.classes[rarest]}" are copies of each other, against ${percent(others)} elsewhere: the class seems to have been oversampled already.`,
        'Start from the data before oversampling; rebalancing belongs after the split, on train alone.',
      ),
    )
  }
  return found
}
