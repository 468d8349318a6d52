import { breathe, type Context, type Labels } from '../../core/index.ts'
import { countCloser, nearestOutsiders, type Points } from '../../kernels/index.ts'
import { hasMissing, spaceOf } from '../distances/space.ts'
import { knownSegments } from '../known-segments.ts'
import { nearestOthers } from '../nearest-others.ts'
import type { AnyMatrix } from '../sampler.ts'
import { stackRows } from '../stack-rows.ts'
import { type EditRule, isRight, proofFor } from './edit-rule.ts'
import { joinRows } from './join-rows.ts'

/** Rows under judgment, and what is known of them. */
export interface NeighborEditor {
  readonly X: AnyMatrix
  readonly y: Labels<'train'>
  /** Proves a row right for every rule that will be asked: the one rule there is, or `'all'` with the most neighbors. */
  readonly hardest: EditRule
  /** 1 for rows that have not been taken away. */
  readonly left: Uint8Array
  /** How far the proof of a row reaches, as `Bounds` of kernels/; below 0 where it has none. */
  readonly reach: { readonly distances: Float64Array; readonly rows: Int32Array }
  /** For each class the rows that went since its proofs were looked at; undefined before there are proofs. */
  readonly gone: (Int32Array | undefined)[]
}

/** Begins with all rows. */
export function neighborEditor(X: AnyMatrix, y: Labels<'train'>, hardest: EditRule): NeighborEditor {
  const count = y.codes.length
  const left = new Uint8Array(count).fill(1)
  const reach = { distances: new Float64Array(count).fill(-1), rows: new Int32Array(count) }
  return { X, y, hardest, left, reach, gone: y.classes.map(() => undefined) }
}

/**
 * Judges the rows of some classes, by code, that are left, all at once and by all rows that are left. Takes the wrong ones
 * away and gives them, class by class.
 *
 * They are the same as when every row looks at all its nearest neighbors. But a row once proven right, by fellows around
 * it and no outsiders between them, is not looked at again until one of these fellows goes: outsiders that go can only
 * help it. Rows with missing cells and sparse rows know no proofs.
 */
export async function editOnce(
  editor: NeighborEditor,
  rule: EditRule,
  targeted: readonly number[],
  context: Context,
): Promise<Int32Array[]> {
  const { X, y, left, gone } = editor
  const space = spaceOf(X)
  const points = !('format' in space) && !hasMissing(space.data) ? space : undefined
  const wrong: Int32Array[] = y.classes.map(() => new Int32Array(0))
  for (const [index, code] of targeted.entries()) {
    await breathe(context, { stage: 'classes', done: index, total: targeted.length })
    wrong[code] = points
      ? await wrongByProofs(editor, rule, points, code, context)
      : await wrongByLists(editor, membersLeft(editor, code), rule, context)
  }
  for (const [code, rows] of wrong.entries()) {
    for (const row of rows) left[row] = 0
    if (gone[code]) gone[code] = joinRows([gone[code], rows]).sort()
  }
  return wrong
}

async function wrongByProofs(
  editor: NeighborEditor,
  rule: EditRule,
  points: Points,
  code: number,
  context: Context,
): Promise<Int32Array> {
  const { hardest, gone } = editor
  const members = membersLeft(editor, code)
  const lost = gone[code]
  if (lost) await dropProofs(editor, points, members, lost, context)
  gone[code] = new Int32Array(0)
  const doubtful = withoutProof(editor, members)
  const many = rule === hardest && doubtful.length * 4 > members.length
  if (lost && !many) return wrongByLists(editor, doubtful, rule, context)
  const decided = await prove(editor, points, code, members, context)
  const unproven = withoutProof(editor, members)
  return decided && rule === hardest ? unproven : wrongByLists(editor, unproven, rule, context)
}

/** Looks for the proofs of the rows of one class; true where rows without are wrong. */
async function prove(
  { X, y, hardest, left, reach }: NeighborEditor,
  points: Points,
  code: number,
  members: Int32Array,
  context: Context,
): Promise<boolean> {
  const others = rowsWhere(left.length, (row) => left[row] === 1 && y.codes[row] !== code)
  const present = y.classes.map(() => false)
  for (const row of others) present[y.codes[row]!] = true
  const proof = proofFor(
    hardest,
    code,
    [...present.keys()].filter((other) => present[other]),
  )
  const segments = knownSegments(X)
  const found = await nearestOutsiders(points, { members, others, ...proof, segments }, context)
  for (let member = 0; member < members.length; member++) {
    const row = members[member]!
    reach.distances[row] = found.rows[member]! < 0 ? found.reach.distances[member]! : -1
    reach.rows[row] = found.reach.rows[member]!
  }
  return proof.decides
}

/** Drops the proofs of members that count on a fellow who has gone. */
async function dropProofs(
  { reach }: NeighborEditor,
  points: Points,
  members: Int32Array,
  lost: Int32Array,
  context: Context,
): Promise<void> {
  const proven = members.filter((row) => reach.distances[row]! >= 0)
  if (lost.length === 0 || proven.length === 0) return
  const bounds = {
    distances: new Float64Array(proven.length),
    rows: proven.map((row) => firstFrom(lost, reach.rows[row]!)),
  }
  for (let index = 0; index < proven.length; index++) bounds.distances[index] = reach.distances[proven[index]!]!
  const counts = await countCloser({ points, rows: proven }, { points, rows: lost }, bounds, 1, context)
  for (let index = 0; index < proven.length; index++) if (counts[index]! > 0) reach.distances[proven[index]!] = -1
}

/** The wrong ones of some rows, each by its nearest neighbors among all rows that are left. */
async function wrongByLists(
  editor: NeighborEditor,
  rows: Int32Array,
  rule: EditRule,
  context: Context,
): Promise<Int32Array> {
  if (rows.length === 0) return rows
  const { X, y, left } = editor
  const among = rowsWhere(left.length, (row) => left[row] === 1)
  const whole = among.length === X.rowCount
  const space = spaceOf(whole ? X : await stackRows(X, among, 0, context))
  const places = whole ? rows : rows.map((row) => firstFrom(among, row))
  const codes = whole ? y.codes : among.map((row) => y.codes[row]!)
  const near = await nearestOthers(space, places, rule.nNeighbors, context)
  const votes = new Int32Array(y.classes.length)
  return rows.filter((row, index) => !isRight(rule, y.codes[row]!, codes, near, index * rule.nNeighbors, votes))
}

function withoutProof({ reach }: NeighborEditor, members: Int32Array): Int32Array {
  return members.filter((row) => reach.distances[row]! < 0)
}

function membersLeft({ y, left }: NeighborEditor, code: number): Int32Array {
  return rowsWhere(left.length, (row) => left[row] === 1 && y.codes[row] === code)
}

function rowsWhere(count: number, wanted: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(count)
  let found = 0
  for (let row = 0; row < count; row++) if (wanted(row)) rows[found++] = row
  return rows.slice(0, found)
}

/** The place of the first row of an ascending list that is not below the given one. */
function firstFrom(rows: Int32Array, row: number): number {
  let low = 0
  for (let high = rows.length; low < high; ) {
    const middle = (low + high) >> 1
    if (rows[middle]! < row) low = middle + 1
    else high = middle
  }
  return low
}
