import { DataError, type Labels } from '../../core/index.ts'
import { checkLabelCounts, type LabelCounts } from './label-counts.ts'

/** What a split needs to know of the rows. */
export interface SplitData {
  readonly rowCount: number
  /** The class of each row; given, every part gets its share of each class. */
  readonly y?: Labels | undefined
  /**
   * How often each row has each label, where it may have several (`MultiLabels`, `entityCounts`); given, every part gets
   * its share of each label. Instead of `y`.
   */
  readonly labels?: LabelCounts | undefined
  /** Rows of one group (patient, airport, author) are never parted. */
  readonly groups?: ArrayLike<string | number> | undefined
  /** Rows of one cluster of duplicates are never parted; one number a row. */
  readonly clusters?: Int32Array | undefined
  /** When each row happened, in any unit; given, parts follow one another in time. */
  readonly time?: Float64Array | undefined
  /** What names a row across files and engines; default: its number, from 0. The order of rows is drawn from it. */
  readonly ids?: ArrayLike<string | number> | undefined
}

/** Refuses columns of the wrong length and times that are missing. */
export function checkSplitData(who: string, data: SplitData): void {
  const lengths: [string, number | undefined][] = [
    ['y', data.y?.codes.length],
    ['groups', data.groups?.length],
    ['clusters', data.clusters?.length],
    ['time', data.time?.length],
    ['ids', data.ids?.length],
  ]
  for (const [name, length] of lengths) {
    if (length === undefined || length === data.rowCount) continue
    throw new DataError(
      `${who}: \`${name}\` has ${length} values for ${data.rowCount} rows. Give one value for each row.`,
    )
  }
  if (data.labels) checkLabelCounts(who, data.labels, data.rowCount, data.y !== undefined)
  if (data.rowCount === 0) throw new DataError(`${who}: there are no rows. Check the filter that made them.`)
  const missing = data.time?.findIndex((moment) => !Number.isFinite(moment)) ?? -1
  if (missing >= 0) {
    throw new DataError(`${who}: row ${missing} has no time. Fill it in, drop the row or split without \`time\`.`)
  }
}

/** Refuses classes with one row or within one group: they cannot be learned and judged both. */
export function refuseLoneClasses(who: string, y: Labels, unitCounts: Int32Array, grouped: boolean): void {
  const lone = y.classes.filter((_, code) => unitCounts[code] === 1)
  if (lone.length === 0) return
  const named = lone.slice(0, 3).map((name) => JSON.stringify(name))
  const rest = lone.length > named.length ? ` and ${lone.length - named.length} more` : ''
  const subject = lone.length === 1 ? `class ${named[0]} has` : `classes ${named.join(', ')}${rest} have`
  const what = grouped ? 'rows in one group or cluster of duplicates only' : 'one row only'
  throw new DataError(
    `${who}: ${subject} ${what} and cannot be both learned and judged. Collect more rows, merge it with another class or drop it.`,
  )
}
