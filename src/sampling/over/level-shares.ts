import { breathe, type Context, type Labels, type Matrix } from '../../core/index.ts'

/** The levels of some rows, renumbered from 0 in each column, and how the classes share each level. */
export interface LevelShares {
  readonly width: number
  readonly classCount: number
  /** `rows × width`; −1 where a level is missing. */
  readonly codes: Int32Array
  /** For each column `levels × classCount`: of all rows of X with the level, the part that is of the class. */
  readonly shares: readonly Float64Array[]
}

/** Counts over all rows of X; only levels that occur in `rows` are kept. */
export async function levelShares(X: Matrix, y: Labels, rows: Int32Array, context: Context): Promise<LevelShares> {
  const width = X.columns.length
  const classCount = y.classes.length
  const codes = new Int32Array(rows.length * width)
  const shares: Float64Array[] = []
  for (let column = 0; column < width; column++) {
    await breathe(context, { stage: 'counting levels', done: column, total: width })
    const numberOf = new Map<number, number>()
    for (let row = 0; row < rows.length; row++) {
      const level = X.data[rows[row]! * width + column]!
      if (Number.isNaN(level)) {
        codes[row * width + column] = -1
        continue
      }
      let code = numberOf.get(level)
      if (code === undefined) {
        code = numberOf.size
        numberOf.set(level, code)
      }
      codes[row * width + column] = code
    }
    shares.push(sharesOf(X, y, column, numberOf, classCount))
  }
  return { width, classCount, codes, shares }
}

function sharesOf(
  X: Matrix,
  y: Labels,
  column: number,
  numberOf: ReadonlyMap<number, number>,
  classCount: number,
): Float64Array {
  const width = X.columns.length
  const shares = new Float64Array(numberOf.size * classCount)
  const totals = new Float64Array(numberOf.size)
  for (let row = 0; row < X.rowCount; row++) {
    const code = numberOf.get(X.data[row * width + column]!)
    if (code === undefined) continue
    shares[code * classCount + y.codes[row]!]!++
    totals[code]!++
  }
  for (let cell = 0; cell < shares.length; cell++) shares[cell]! /= totals[Math.floor(cell / classCount)]!
  return shares
}
