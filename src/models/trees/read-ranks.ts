// Each loop stands here twice, for bytes and for integers: one that has met two types of arrays is a slow one.

/** Reads the ranks of `size` rows from `start` on, the least and the most into `range`. */
export function readBytes(
  column: Uint8Array,
  rows: Int32Array,
  start: number,
  size: number,
  ranks: Int32Array,
  range: Int32Array,
): void {
  let least = column[rows[start]!]!
  let most = least
  for (let i = 0; i < size; i++) {
    const rank = column[rows[start + i]!]!
    ranks[i] = rank
    if (rank < least) least = rank
    if (rank > most) most = rank
  }
  range[0] = least
  range[1] = most
}

export function readIntegers(
  column: Int32Array,
  rows: Int32Array,
  start: number,
  size: number,
  ranks: Int32Array,
  range: Int32Array,
): void {
  let least = column[rows[start]!]!
  let most = least
  for (let i = 0; i < size; i++) {
    const rank = column[rows[start + i]!]!
    ranks[i] = rank
    if (rank < least) least = rank
    if (rank > most) most = rank
  }
  range[0] = least
  range[1] = most
}

/** Marks with 1 the rows whose rank is above `below`. */
export function markBytes(
  column: Uint8Array,
  rows: Int32Array,
  start: number,
  size: number,
  below: number,
  sides: Int32Array,
): void {
  for (let i = 0; i < size; i++) sides[i] = column[rows[start + i]!]! > below ? 1 : 0
}

export function markIntegers(
  column: Int32Array,
  rows: Int32Array,
  start: number,
  size: number,
  below: number,
  sides: Int32Array,
): void {
  for (let i = 0; i < size; i++) sides[i] = column[rows[start + i]!]! > below ? 1 : 0
}
