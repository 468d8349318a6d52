import {
  breathe,
  type Context,
  columnCountOf,
  decodeIntegers,
  type FittedClassifier,
  type Matrix,
  type Random,
  random,
  within,
} from '../core/index.ts'
import { beginTally, type ClassificationTask, judgeTally, type OutOfBagTally, predictRows } from '../models/index.ts'
import { carryAlong } from '../sampling/index.ts'
import { type Draws, drawBalanced, labelsOf } from './draw-balanced.ts'
import { type ColumnDraws, drawColumns } from './draw-columns.ts'
import { type Estimator, seededEstimator } from './estimator-option.ts'
import {
  fitMember,
  type MemberRows,
  onColumns,
  restColumns,
  restMember,
  rowsOfTask,
  type SavedMembers,
  weightedRows,
} from './members.ts'
import { restOutOfBag, type SavedOutOfBag, wakeTally } from './rest-out-of-bag.ts'
import { type Balancer, samplerFor } from './sampler-option.ts'

/** A bag of members, each fitted on balanced rows. */
export interface BagPlan extends Draws, Partial<ColumnDraws> {
  readonly who: string
  readonly estimator: Estimator
  readonly nEstimators: number
  readonly seed: number | string
  /** What balances the rows; random under-sampling where it is not given. */
  readonly sampler?: Balancer | null
  /** The rows that are balanced for a member, as places among `count`; all where it is not given. */
  readonly drawFirst?: (count: number, stream: Random) => Int32Array
  /** Whether each row is judged by the members that did not see it. */
  readonly oobScore?: boolean
}

/** What a bag is when it rests. */
export interface SavedBag extends SavedMembers {
  readonly outOfBag?: SavedOutOfBag
}

/**
 * Fits each member on rows drawn first (with replacement, or all) and then balanced. `before` are members that were
 * fitted earlier and come first: each draws from a stream of its own, so that they are those that would have been.
 */
export async function fitBag(
  task: ClassificationTask,
  plan: BagPlan,
  before: SavedBag | undefined,
  context: Context,
): Promise<SavedBag> {
  const { who, estimator, nEstimators, seed, oobScore = false } = plan
  const { maxFeatures = null, bootstrapFeatures = false } = plan
  const known = weightedRows(task)
  const stream = random(seed).fork(who)
  const members = [...(before?.members ?? [])]
  const columns = before?.columns?.map((text) => decodeIntegers(text)) ?? []
  const said = before?.outOfBag && wakeTally(who, before.outOfBag, task.X.rowCount)
  const tally = oobScore ? beginTally(task, said) : undefined
  for (let index = members.length; index < nEstimators; index++) {
    await breathe(context, { stage: 'fit members', done: index, total: nEstimators })
    const own = stream.fork(index)
    const seen = drawColumns(columnCountOf(task.X), { maxFeatures, bootstrapFeatures }, own.fork('features'))
    const { from, rows } = await drawRows(task, known, seen, plan, own, context)
    const member = await fitMember(rows, seededEstimator(estimator, `${who} ${seed} ${index}`), context)
    members.push(restMember(member))
    if (seen) columns.push(seen)
    if (tally) await judge(task, onColumns(member, seen), from, tally, context)
  }
  return {
    members,
    ...(columns.length > 0 ? { columns: restColumns(columns) } : {}),
    ...(tally ? { outOfBag: restOutOfBag(judgeTally(task, tally)) } : {}),
  }
}

/** The balanced rows of one member, and the rows that it has seen `from` the task. */
async function drawRows(
  task: ClassificationTask,
  known: Int32Array,
  columns: Int32Array | undefined,
  plan: BagPlan,
  own: Random,
  context: Context,
): Promise<{ readonly from: Int32Array; readonly rows: MemberRows }> {
  const { sampler = null, drawFirst } = plan
  const drawn = drawFirst
    ? withEveryClass(task, known, takeAt(known, drawFirst(known.length, own.fork('first'))), own.fork('missed'))
    : known
  if (!sampler) {
    const from = takeAt(drawn, await drawBalanced(labelsOf(task, drawn), plan, own.fork('balance'), context))
    return { from, rows: await rowsOfTask(task, from, columns, context) }
  }
  const { X, y, weights } = await rowsOfTask(task, drawn, columns, context)
  const balancer = samplerFor(sampler, plan.samplingStrategy, own.fork('sampler'))
  const resampled = await balancer.fitResample(X as Matrix<'train'>, y as never, within(context, 'balance'))
  // A row that the sampler has looked at is seen, even where it was then taken away.
  return { from: drawn, rows: { X: resampled.X, y: resampled.y, weights: carryAlong(resampled, weights) } }
}

/** Adds what a member says of the rows that it did not see. */
async function judge(
  { X, classCount }: ClassificationTask,
  member: FittedClassifier,
  from: Int32Array,
  { sums, counts }: OutOfBagTally,
  context: Context,
): Promise<void> {
  const seen = new Uint8Array(X.rowCount)
  for (const row of from) seen[row] = 1
  const all = new Int32Array(X.rowCount)
  let unseen = 0
  for (let row = 0; row < seen.length; row++) if (seen[row] === 0) all[unseen++] = row
  const rows = all.subarray(0, unseen)
  const said = await predictRows(member, X, rows, 'judge rows', context)
  for (let at = 0; at < rows.length; at++) {
    const to = rows[at]! * classCount
    for (let k = 0; k < classCount; k++) sums[to + k]! += said[at * classCount + k]!
    counts[rows[at]!]!++
  }
}

function takeAt(rows: Int32Array, places: Int32Array): Int32Array {
  return places.map((place) => rows[place]!)
}

/** A class whose few rows the draw has missed gets one of them: a member must know every class. */
function withEveryClass(
  { codes, classCount }: ClassificationTask,
  known: Int32Array,
  drawn: Int32Array,
  stream: Random,
): Int32Array {
  const seen = new Uint8Array(classCount)
  for (const row of drawn) seen[codes[row]!] = 1
  const added: number[] = []
  for (let code = 0; code < classCount; code++) {
    if (seen[code] === 1) continue
    const own = known.filter((row) => codes[row] === code)
    added.push(own[stream.fork(code).choice(own.length, 1, true)[0]!]!)
  }
  if (added.length === 0) return drawn
  const all = new Int32Array(drawn.length + added.length)
  all.set(drawn)
  all.set(added, drawn.length)
  return all
}
