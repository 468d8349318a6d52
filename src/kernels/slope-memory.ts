import { panelCount } from './dense-panels.ts'
import { headBytes } from './spare-memory.ts'

/** Where everything lies that assembly/slopes.ts works with; addresses in bytes. */
export interface SlopeLayout {
  /** The class `Field` of assembly/slopes.ts. */
  readonly field: number
  readonly tables: number
  readonly panels: number
  readonly squares: number
  readonly slopes: number
  readonly fromBounds: number
  readonly rise: number
  readonly fall: number
  readonly diagonal: number
  readonly falling: number
  readonly marks: number
  readonly scratch: number
  readonly pairs: number
  /** Two queries for a step, then those of a batch. */
  readonly queries: number
  readonly queryBytes: number
  /** So many rows are added in one go, a tile of so many panels at a time. */
  readonly batch: number
  readonly tile: number
  readonly batchKept: number
  readonly batchAdditions: number
  readonly batchRows: number
  /** Rows of the kernel. */
  readonly cache: number
  readonly cacheBytes: number
  readonly totalBytes: number
}

export const mostAdditions = 1024
/** What 32 bits can address, and not half of it used up by one job. */
const largestMemory = 2 ** 31

/** Plans the memory; undefined where there is not enough room for three rows of the kernel. */
export function layOutSlopes(rowCount: number, columnCount: number, cacheBytes: number): SlopeLayout | undefined {
  const places = panelCount(rowCount) * 8
  let end = headBytes
  function take(bytes: number): number {
    const address = end
    end += Math.ceil(bytes / 64) * 64
    return address
  }
  const queryBytes = Math.ceil((16 + columnCount * 20) / 64) * 64
  const batch = Math.max(8, Math.min(256, Math.floor(262_144 / queryBytes)))
  const tile = Math.max(2, Math.min(16, Math.floor(512 / Math.max(1, columnCount))))
  const layout = {
    field: take(128),
    tables: take(2048),
    squares: take(places * 8),
    slopes: take(places * 8),
    fromBounds: take(places * 8),
    rise: take(places * 8),
    fall: take(places * 8),
    diagonal: take(places * 8),
    falling: take(places / 8),
    marks: take(places / 8),
    scratch: take(4096),
    pairs: take(places * 4),
    queries: take(queryBytes * (2 + batch)),
    queryBytes,
    batch,
    tile,
    batchKept: take(batch * 4),
    batchAdditions: take(mostAdditions * 16),
    batchRows: take(batch * tile * 32),
    panels: take(places * columnCount * 8),
    cache: end,
  }
  const rowBytes = places * 4
  const room = Math.min(Math.max(cacheBytes, 3 * rowBytes), rowCount * rowBytes, largestMemory - end)
  if (room < Math.min(3, rowCount) * rowBytes) return undefined
  return { ...layout, cacheBytes: room, totalBytes: end + room }
}
