import { finding, percent } from '../audit/check.ts'
import type { Finding } from '../audit/finding.ts'
import type { PartFile, PartSet } from './part-file.ts'

const groupName =
  /(^|[^a-z])(user|patient|customer|client|account|author|session|speaker|subject|device|group|household|document|doc|article|merchant|store|conversation|dialog|thread)s?([^a-z]?(id|name|key|no|number))?$/i
const idLike = /(^|[^a-z])(id|uid|uuid|guid|key)$/i

/** Groups (patients, authors, …) with rows in train and in a held-out part. `group` was named; others are guessed. */
export async function checkSharedGroups(set: PartSet, group: string | undefined): Promise<Finding[]> {
  const { files, target } = set
  const train = files.filter(({ part }) => part === 'train')
  const held = files.filter(({ part }) => part !== 'train')
  if (train.length === 0 || held.length === 0) return []
  const everywhere = files[0]!.columns
    .map(({ name }) => name)
    .filter((name) => files.every(({ columns }) => columns.some((column) => column.name === name)))
  const named =
    group === undefined
      ? everywhere.filter((name) => name !== target && (groupName.test(name) || idLike.test(name))).slice(0, 10)
      : [group]
  const found: Finding[] = []
  for (const column of named) {
    const known = new Set((await Promise.all(train.map((file) => file.texts(column)))).flat())
    known.delete(null)
    if (group === undefined && (await isRowNumber(files, column))) continue
    // Values that repeat too much (a country, say) are levels of a column, not groups.
    const trainRows = train.reduce((sum, { rowCount }) => sum + rowCount, 0)
    if (group === undefined && known.size < Math.max(10, trainRows / 100)) continue
    for (const file of held) {
      const values = await file.texts(column)
      const astride = values.filter((value) => value !== null && known.has(value))
      if (astride.length === 0) continue
      const groups = new Set(astride).size
      found.push(
        finding(
          group === undefined ? 'warning' : 'error',
          'leaking-groups',
          column,
          `${groups} values of "${column}" stand in train and in ${file.name}, with ${astride.length} of its ${file.rowCount} rows (${percent(astride.length / file.rowCount)})${group === undefined ? '; it looks like what names a group of rows' : ': the model knows them already'}.`,
          `Split so that each stays on one side: evenkeel split --group ${column}.`,
        ),
      )
    }
  }
  if (found.length > 0) return found
  if (group === undefined && named.length === 0) return []
  return [
    finding(
      'passed',
      'leaking-groups',
      group ?? null,
      `No value of ${named.map((name) => `"${name}"`).join(', ')} stands on both sides of the split.`,
    ),
  ]
}

/** Numbers that every file counts anew say nothing about groups. */
async function isRowNumber(files: readonly PartFile[], column: string): Promise<boolean> {
  for (const file of files) {
    const values = await file.texts(column)
    const first = Number(values[0])
    if (!(first === 0 || first === 1) || values.some((value, row) => Number(value) !== first + row)) return false
  }
  return true
}
