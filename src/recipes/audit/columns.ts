import { type Check, finding, percent } from './check.ts'

/** Columns with missing values, and columns that never vary. */
export const checkColumns: Check = ({ table, data: { roles }, distinct }) => {
  const found = []
  for (const { name, type, missing } of table.columns) {
    if (!roles.features.includes(name) && missing !== table.rowCount) continue
    if (missing > 0) {
      found.push(
        finding(
          missing / table.rowCount >= 0.5 ? 'warning' : 'note',
          'missing-values',
          name,
          `Column "${name}" is empty in ${percent(missing / table.rowCount)} of the rows.`,
          'Numbers are filled with the median learned on train, with an indicator beside them; a missing level is a level of its own.',
        ),
      )
    }
    if (distinct.get(name)! <= 1 && missing === 0 && type !== 'vector') {
      found.push(
        finding(
          'warning',
          'constant-column',
          name,
          `Column "${name}" has the same value in every row.`,
          'Leave it out; it can teach nothing.',
        ),
      )
    }
  }
  if (found.length === 0)
    found.push(finding('passed', 'missing-values', null, 'No value is missing and no column is constant.'))
  return found
}
