import { breathe, type Context } from '../../core/index.ts'
import { normalizeText } from '../../duplicates/index.ts'
import type { Table } from '../../tables/index.ts'

/** Names of columns that name rows: they differ where all else is equal. */
export const idName = /(^|[^a-z])(id|ids|uid|uuid|guid|index|idx|row|rownum|row_number)$/i

/** The contents of rows as numbers that can be compared across files. */
export interface RowKeys {
  readonly keys: Float64Array
  /** How likely two rows are the same by chance, were the columns independent; 0 where one column says all. */
  readonly coincidence: number
}

const rowsAtOnce = 16384
const empty = '\u001e'

/**
 * What the cells of each row hold in the given columns, after normalization, as 53 bits of two MurmurHash3-like streams:
 * equal rows have equal numbers, in one file and in another.
 */
export async function rowKeys(table: Table, columns: readonly string[], context: Context): Promise<RowKeys> {
  const high = new Int32Array(table.rowCount).fill(0x2545f491)
  const low = new Int32Array(table.rowCount).fill(0x1b873593)
  let coincidence = columns.length > 1 ? 1 : 0
  for (const [done, column] of columns.entries()) {
    await breathe(context, { stage: 'compare', done, total: columns.length })
    const values = await table.texts(column, context)
    const known = new Map<string | null, readonly [number, number]>()
    const counts = new Map<number, number>()
    for (let row = 0; row < values.length; row++) {
      if (row % rowsAtOnce === rowsAtOnce - 1) await breathe(context, { stage: 'compare', done, total: columns.length })
      const value = values[row]!
      let pair = known.get(value)
      if (!pair) {
        const text = value === null ? empty : normalizeText(value)
        pair = [hashText(text, 0x9747b28c), hashText(text, 0x3c6ef372)]
        if (known.size < 100_000) known.set(value, pair)
      }
      high[row] = mix(high[row]!, pair[0])
      low[row] = mix(low[row]!, pair[1])
      counts.set(pair[0], (counts.get(pair[0]) ?? 0) + 1)
    }
    let twins = 0
    for (const count of counts.values()) twins += count * (count - 1)
    coincidence *= twins / Math.max(1, values.length * (values.length - 1))
  }
  const keys = new Float64Array(table.rowCount)
  for (let row = 0; row < keys.length; row++)
    keys[row] = (finish(high[row]!) >>> 0) * 2 ** 21 + (finish(low[row]!) >>> 11)
  return { keys, coincidence }
}

function hashText(text: string, seed: number): number {
  let hash = seed
  for (let at = 0; at < text.length; at++) hash = mix(hash, text.charCodeAt(at))
  return finish(hash ^ text.length)
}

function mix(hash: number, word: number): number {
  const k = Math.imul(word, 0xcc9e2d51)
  const h = hash ^ Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}

function finish(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
