import {
  type Context,
  type FittedClassifier,
  labelsFromCodes,
  type Matrix,
  type SavedModel,
  type SparseMatrix,
  takeRows,
  takeSparseRows,
  within,
} from '../core/index.ts'
import {
  type ClassificationTask,
  classifiers,
  loadModel,
  makeClassifier,
  type NamedClassifier,
} from '../models/index.ts'

/** Fits a member on some rows of the task, a row as often as it is named, with their weights. */
export async function fitMember(
  task: ClassificationTask,
  rows: Int32Array,
  estimator: NamedClassifier,
  seed: string,
  context: Context,
): Promise<FittedClassifier> {
  const X = rowsOf(task.X, rows) as Matrix<'train'>
  const y = labelsFromCodes(
    rows.map((row) => task.codes[row]!),
    task.classes,
  )
  const sampleWeight = Float64Array.from(rows, (row) => task.weights[row]!)
  return makeClassifier(seeded(estimator, seed)).fit(X, y, { sampleWeight }, within(context, 'member'))
}

/** A member draws from a stream of its own; a seed that its options name is kept as part of it. */
function seeded({ name, options = {} }: NamedClassifier, seed: string): NamedClassifier {
  const factory = Object.hasOwn(classifiers, name) ? classifiers[name as keyof typeof classifiers] : undefined
  if (!factory || !('seed' in factory.optionsSchema.shape)) return { name, options }
  const given = options['seed']
  return { name, options: { ...options, seed: given === undefined ? seed : `${seed} ${String(given)}` } }
}

/** The mean of what the members say. */
export function meanOfMembers(
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

/** What an ensemble of models is when it rests. */
export interface SavedMembers {
  readonly members: readonly SavedModel[]
}

/** The `restore` of ensembles whose members are averaged. */
export function restoreMembers({ members: saved }: SavedMembers, classCount: number) {
  const members = saved.map((one) => loadModel(one))
  return {
    /** The fitted members. */
    members,
    predict: (X: Matrix | SparseMatrix) => meanOfMembers(members, X, classCount),
  }
}

function rowsOf(X: Matrix | SparseMatrix, rows: Int32Array): Matrix | SparseMatrix {
  return X.format === 'csr' ? takeSparseRows(X, rows) : takeRows(X, rows)
}

/** The rows that have weight, ascending. */
export function weightedRows({ weights }: ClassificationTask): Int32Array {
  return Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0)
}
