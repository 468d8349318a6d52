import { type Check, finding, percent } from './check.ts'

/** Whether the groups leave room for a balanced split. */
export const checkGroups: Check = ({ data: { groups, y, positive }, options }) => {
  if (!groups) return []
  const rows = new Map<string, number>()
  const hits = new Map<string, number>()
  groups.forEach((group, row) => {
    rows.set(group, (rows.get(group) ?? 0) + 1)
    if (positive !== undefined && y.codes[row] === 1) hits.set(group, (hits.get(group) ?? 0) + 1)
  })
  const largest = [...rows].reduce((best, entry) => (entry[1] > best[1] ? entry : best))
  const found = [
    finding(
      'note',
      'groups',
      options.group ?? null,
      `The rows form ${rows.size} groups; none straddles a part or a fold. The largest holds ${percent(largest[1] / groups.length)} of the rows.`,
    ),
  ]
  if (rows.size < 3 * options.folds) {
    found.push(
      finding(
        'warning',
        'few-groups',
        options.group ?? null,
        `${rows.size} groups are few for ${options.folds} folds inside train; figures will vary between splits.`,
        'Lower `folds`, or collect more groups.',
      ),
    )
  }
  if (positive !== undefined && hits.size > 0 && hits.size < 10) {
    found.push(
      finding(
        'warning',
        'class-in-few-groups',
        positive,
        `"${positive}" occurs in ${hits.size} of ${rows.size} groups only.`,
        'The intervals understate what a new group may bring; collect the class from more groups.',
      ),
    )
  }
  return found
}
