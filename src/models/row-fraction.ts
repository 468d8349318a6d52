/** A number from 0 to below 1 that looks drawn and depends on nothing but the number of a row. */
export function rowFraction(row: number): number {
  let h = Math.imul(row ^ 0x9e3779b9, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}
