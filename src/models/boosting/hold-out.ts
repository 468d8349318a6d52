import type { Random } from '../../core/index.ts'

/** The rows that a learner learns from, and those on which it sees when to stop. */
export interface HeldOut {
  readonly learn: Int32Array
  readonly judge: Int32Array
}

/**
 * Sets a share of the rows of every class aside, at least one and never all of them; a class with one row keeps it for
 * learning. Both parts are ascending.
 */
export function holdOut(
  rows: Int32Array,
  codes: Int32Array,
  classCount: number,
  share: number,
  random: Random,
): HeldOut {
  const isAside = new Uint8Array(codes.length)
  let aside = 0
  for (let code = 0; code < classCount; code++) {
    const own = rows.filter((row) => codes[row] === code)
    if (own.length < 2) continue
    const count = Math.min(own.length - 1, Math.max(1, Math.round(share * own.length)))
    const order = random.fork(`class ${code}`).permutation(own.length)
    for (let i = 0; i < count; i++) isAside[own[order[i]!]!] = 1
    aside += count
  }
  const learn = new Int32Array(rows.length - aside)
  const judge = new Int32Array(aside)
  let to = 0
  let from = 0
  for (const row of rows) {
    if (isAside[row] === 1) judge[from++] = row
    else learn[to++] = row
  }
  return { learn, judge }
}
