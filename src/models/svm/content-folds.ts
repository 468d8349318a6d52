import { breathe, type Context, type Matrix, random, type SparseMatrix } from '../../core/index.ts'

const rowsPerBreath = 4096

/**
 * Which of `foldCount` folds each row belongs to: within each class the rows stand in an order that a hash of their
 * cells and the seed gives, cut into stretches of equal weight. Equal rows share a fold, so that none is judged by
 * its twin, and a row of weight 3 falls where three rows would.
 */
export async function contentFolds(
  X: Matrix | SparseMatrix,
  codes: Int32Array,
  sampleWeights: Float64Array,
  foldCount: number,
  seed: number | string,
  context: Context = {},
): Promise<Uint8Array> {
  const salt = typeof seed === 'number' ? seed : random(seed).randint(0, 2147483648, 1)[0]!
  const hashes = new Float64Array(X.rowCount)
  for (let row = 0; row < X.rowCount; row++) {
    if (row % rowsPerBreath === 0) await breathe(context)
    hashes[row] = hashOf(X, row, salt)
  }
  const folds = new Uint8Array(X.rowCount)
  for (let code = codes.reduce((a, b) => Math.max(a, b), 0); code >= 0; code--) {
    await breathe(context)
    const rows = await inOrder(rowsOf(codes, code), hashes, context)
    await breathe(context)
    cut(rows, hashes, sampleWeights, foldCount, folds)
  }
  return folds
}

function rowsOf(codes: Int32Array, code: number): Int32Array {
  const rows = new Int32Array(codes.length)
  let count = 0
  for (let row = 0; row < codes.length; row++) if (codes[row] === code) rows[count++] = row
  return rows.subarray(0, count)
}

/** Rows by hash, equal ones by number: first into boxes by the head of the hash, then each box by itself. */
async function inOrder(rows: Int32Array, hashes: Float64Array, context: Context): Promise<Int32Array> {
  const boxCount = Math.ceil(rows.length / 32) + 1
  const boxOf = (row: number) => Math.floor((hashes[row]! / 2 ** 53) * boxCount)
  const ends = new Int32Array(boxCount + 1)
  for (const row of rows) ends[boxOf(row) + 1]!++
  for (let box = 0; box < boxCount; box++) ends[box + 1]! += ends[box]!
  const places = ends.slice()
  const ordered = new Int32Array(rows.length)
  for (const row of rows) ordered[places[boxOf(row)]!++] = row
  for (let box = 0; box < boxCount; box++) {
    if (box % 256 === 0) await breathe(context)
    ordered.subarray(ends[box]!, ends[box + 1]!).sort((a, b) => hashes[a]! - hashes[b]! || a - b)
  }
  return ordered
}

/** Deals the rows of one class. */
function cut(
  rows: Int32Array,
  hashes: Float64Array,
  weights: Float64Array,
  foldCount: number,
  folds: Uint8Array,
): void {
  let total = 0
  for (const row of rows) total += weights[row]!
  let before = 0
  for (let from = 0; from < rows.length; ) {
    let to = from
    let own = 0
    while (to < rows.length && hashes[rows[to]!] === hashes[rows[from]!]) own += weights[rows[to++]!]!
    // What is added keeps a middle that falls on a border on the same side of it, however the sum was rounded.
    const fold = Math.min(foldCount - 1, Math.floor(((before + own / 2) / total) * foldCount + 1e-9))
    for (; from < to; from++) folds[rows[from]!] = fold
    before += own
  }
}

const float = new Float64Array(1)
const words = new Int32Array(float.buffer)

/** 53 bits of a hash of the cells that are not 0, so that dense and sparse rows agree. */
function hashOf(X: Matrix | SparseMatrix, row: number, seed: number): number {
  const sparse = X.format === 'csr'
  const width = sparse ? 0 : X.columns.length
  const from = sparse ? X.starts[row]! : row * width
  const to = sparse ? X.starts[row + 1]! : from + width
  let a = mix(0x9e3779b9, seed)
  let b = mix(0x85ebca6b, seed)
  for (let at = from; at < to; at++) {
    const value = X.data[at]!
    if (value === 0) continue
    float[0] = value
    const column = sparse ? X.indices[at]! : at - from
    a = mix(mix(mix(a, words[0]!), words[1]!), column)
    b = mix(mix(mix(b, words[1]!), column), words[0]!)
  }
  return (mix(a, b) >>> 0) * 2097152 + (mix(b, a) >>> 11)
}

function mix(state: number, word: number): number {
  let h = Math.imul(state ^ word, 0xcc9e2d51)
  h = Math.imul(h ^ (h >>> 15), 0x1b873593)
  return h ^ (h >>> 13)
}
