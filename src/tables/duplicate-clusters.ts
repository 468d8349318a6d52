import { type Context, DataError } from '../core/index.ts'
import type { OpenedFile } from './opened-file.ts'
import type { StoredColumn } from './stored-column.ts'

/**
 * Each row's key is the 128-bit MD5 of its normalized values; the engine finds the first row of each key. A text
 * beyond ASCII is normalized here (the engine has no NFKC), once for each different value.
 */
export async function duplicateClusters(
  file: OpenedFile,
  columns: readonly StoredColumn[],
  context: Context,
): Promise<Int32Array> {
  const { session, rowCount } = file
  if (columns.length === 0) throw new DataError(`${file.path}: duplicates need at least one column to compare.`)
  const joins: string[] = []
  const parts: string[] = []
  const made = `${serial++}`
  try {
    for (const { sql, storage } of columns) {
      if (storage === 'VARCHAR') {
        const foreign = `SELECT DISTINCT ${sql} FROM rows WHERE length(${sql}) <> strlen(${sql})`
        const values = (await session.strings(foreign, context)) as string[]
        if (values.length > 0) {
          const name = `normal_${sql}_${made}`
          await session.store(
            name,
            [
              { name: 'text', type: 'text', values },
              { name: 'normal', type: 'text', values: values.map(normalize) },
            ],
            context,
          )
          joins.push(`LEFT JOIN ${name} ON ${name}.c0 = rows.${sql}`)
          parts.push(`coalesce(${name}.c1, ${normalizedAscii(`rows.${sql}`)})`)
        } else parts.push(normalizedAscii(`rows.${sql}`))
      } else if (storage === 'DOUBLE') parts.push(`(rows.${sql} + 0)::VARCHAR`)
      else parts.push(`rows.${sql}::VARCHAR`)
    }
    const key = parts.map((part) => `coalesce(${part}, chr(30))`).join(' || chr(31) || ')
    const keyed = `keyed_${made}`
    await session.run(
      `CREATE TABLE ${keyed} AS SELECT position, md5_number(${key}) AS key FROM rows ${joins.join(' ')}`,
      context,
    )
    const pairs = new Float64Array(rowCount * 2)
    await session.fill(
      ['position::DOUBLE', 'first::DOUBLE'],
      `${keyed} JOIN (SELECT key, min(position) AS first FROM ${keyed} GROUP BY key) USING (key)`,
      pairs,
      context,
    )
    return numberByAppearance(pairs, rowCount)
  } finally {
    const names = [`keyed_${made}`, ...columns.map(({ sql }) => `normal_${sql}_${made}`)]
    await session.run(names.map((name) => `DROP TABLE IF EXISTS ${name}`).join('; '))
  }
}

let serial = 0

/** Names clusters 0, 1, … in the order of their first rows. */
function numberByAppearance(pairs: Float64Array, rowCount: number): Int32Array {
  const first = new Int32Array(rowCount)
  for (let at = 0; at < rowCount; at++) first[pairs[2 * at]!] = pairs[2 * at + 1]!
  const clusters = new Int32Array(rowCount)
  let next = 0
  for (let row = 0; row < rowCount; row++) clusters[row] = first[row] === row ? next++ : clusters[first[row]!]!
  return clusters
}

function normalizedAscii(sql: string): string {
  return `lower(trim(regexp_replace(${sql}, '[\\s\\x00-\\x1f\\x7f]+', ' ', 'g')))`
}

function normalize(text: string): string {
  const blanks = /[\s\p{Cc}]+/gu
  return text.normalize('NFKC').toLowerCase().replace(blanks, ' ').trim()
}
