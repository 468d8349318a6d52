import type { LabelMatrix } from './label-matrix.ts'

/** Rows that have the very same labels. */
export interface LabelSet {
  /** The numbers of these labels, with commas between. */
  readonly key: string
  readonly rows: Int32Array
}

/** The rows by the set of their labels, sets in the order of their first rows. */
export function labelSets({ rowCount, labels, data }: LabelMatrix): LabelSet[] {
  const rowsOf = new Map<string, number[]>()
  const width = labels.length
  for (let row = 0; row < rowCount; row++) {
    let key = ''
    for (let label = 0; label < width; label++) if (data[row * width + label] === 1) key += `${label},`
    const rows = rowsOf.get(key)
    if (rows) rows.push(row)
    else rowsOf.set(key, [row])
  }
  return Array.from(rowsOf, ([key, rows]) => ({ key, rows: Int32Array.from(rows) }))
}

/** How many rows a set has in the mean, to the nearest whole number. */
export function meanSetSize({ rowCount }: LabelMatrix, sets: readonly LabelSet[]): number {
  return Math.round(rowCount / sets.length)
}

/**
 * Shares out a count evenly, each set taking at most what it has room for and leaving the rest to those after it. Sets
 * with the least room stand first.
 */
export function shareOut(count: number, rooms: readonly number[]): number[] {
  let left = count
  return rooms.map((room, index) => {
    const taken = Math.min(room, Math.floor(left / (rooms.length - index)))
    left -= taken
    return taken
  })
}
