import type { Context } from '../core/index.ts'
import type { OpenedFile } from './opened-file.ts'
import type { StoredColumn } from './stored-column.ts'

/** A millisecond, a second, a minute, an hour and a day in microseconds. */
const units = [1_000, 1_000_000, 60_000_000, 3_600_000_000, 86_400_000_000]

/**
 * How finely a column of dates is written, in microseconds: a day, an hour, a minute, a second, a millisecond or a
 * microsecond, whichever is the coarsest that all of its values are multiples of. A column of one precision stays one of it.
 */
export async function datePrecision(
  { session }: OpenedFile,
  { sql, storage }: StoredColumn,
  context: Context,
): Promise<number> {
  if (storage === 'DATE') return units[units.length - 1]!
  const whole = units.map((unit) => `bool_and(epoch_us(${sql}) % ${unit} = 0)`)
  const [row] = await session.rows(`SELECT ${whole.join(', ')} FROM rows`, context)
  return units.findLast((_, at) => row![at] === true) ?? 1
}
