import {
  type Classifier,
  type Context,
  decodeIntegers,
  encodeIntegers,
  type FittedClassifier,
  type Labels,
  type Matrix,
  type SavedModel,
  type SparseMatrix,
  within,
} from '../core/index.ts'
import { type ClassificationTask, type LoadableUnits, loadModel } from '../models/index.ts'
import { labelsOf } from './draw-balanced.ts'
import { takeColumnsOf, takePatch } from './take-columns.ts'

/** What a member learns from. */
export interface MemberRows {
  readonly X: Matrix | SparseMatrix
  readonly y: Labels
  readonly weights: Float64Array
}

/** Some rows of a task, a row as often as it is named, with their weights; all columns unless some are named. */
export async function rowsOfTask(
  task: ClassificationTask,
  rows: Int32Array,
  columns: Int32Array | undefined,
  context: Context,
): Promise<MemberRows> {
  const X = await takePatch(task.X, rows, columns, context)
  return { X, y: labelsOf(task, rows), weights: at(task.weights, rows) }
}

function at(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length)
  for (let to = 0; to < rows.length; to++) taken[to] = values[rows[to]!]!
  return taken
}

/** Fits a member. */
export function fitMember(
  { X, y, weights }: MemberRows,
  learner: Classifier,
  context: Context,
): Promise<FittedClassifier> {
  const settings = { sampleWeight: weights }
  return learner.fit(X as Matrix<'train'>, y as Labels<'train'>, settings, within(context, 'member'))
}

/** A member as it predicts: from all columns, of which it may see some alone. */
export function onColumns(member: FittedClassifier, columns: Int32Array | undefined): FittedClassifier {
  if (!columns) return member
  return { ...member, predictProba: (X) => member.predictProba(takeColumnsOf(X, columns)) }
}

/** What an ensemble of models is when it rests. */
export interface SavedMembers {
  readonly members: readonly SavedModel[]
  /** By member the columns that it sees, as integers in base64; absent where all see all. */
  readonly columns?: readonly string[]
}

/** Members that were saved a moment ago and need not be read again, whatever made them. */
const awake = new WeakMap<SavedModel, FittedClassifier>()

/** A member as plain JSON. */
export function restMember(member: FittedClassifier): SavedModel {
  const saved = member.save()
  awake.set(saved, member)
  return saved
}

/** Members from plain JSON; `known` are the units that may be among them. */
export function wakeMembers(members: readonly SavedModel[], known: LoadableUnits): FittedClassifier[] {
  return members.map((saved) => awake.get(saved) ?? loadModel(saved, known))
}

/** The `restore` of ensembles whose members are averaged. */
export function restoreMembers({ members: saved, columns }: SavedMembers, classCount: number, known: LoadableUnits) {
  const members = wakeMembers(saved, known)
  const memberColumns = columns?.map((text) => decodeIntegers(text))
  const speaking = members.map((member, index) => onColumns(member, memberColumns?.[index]))
  return {
    /** The fitted members. */
    members,
    /** By member the places of the columns that it sees, ascending; undefined where all see all. */
    memberColumns,
    predict: (X: Matrix | SparseMatrix) => meanOfMembers(speaking, X, classCount),
  }
}

/** Columns by member, for `SavedMembers`. */
export function restColumns(columns: readonly Int32Array[]): string[] {
  return columns.map((places) => encodeIntegers(places))
}

/** The mean of what the members say. */
function meanOfMembers(
  members: readonly FittedClassifier[],
  X: Matrix | SparseMatrix,
  classCount: number,
): Float64Array {
  const sums = new Float64Array(X.rowCount * classCount)
  for (const member of members) {
    const said = member.predictProba(X)
    for (let at = 0; at < sums.length; at++) sums[at] = sums[at]! + said[at]!
  }
  for (let at = 0; at < sums.length; at++) sums[at] = sums[at]! / members.length
  return sums
}

/** The rows that have weight, ascending. */
export function weightedRows({ weights }: ClassificationTask): Int32Array {
  const rows = new Int32Array(weights.length)
  let count = 0
  for (let row = 0; row < weights.length; row++) if (weights[row]! > 0) rows[count++] = row
  return rows.slice(0, count)
}
