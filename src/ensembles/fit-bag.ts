import { breathe, type Context, type Random, random, type z } from '../core/index.ts'
import type { ClassificationTask, NamedClassifier } from '../models/index.ts'
import { drawBalanced, labelsOf } from './draw-balanced.ts'
import type { drawOptions } from './ensemble-options.ts'
import { fitMember, type SavedMembers, weightedRows } from './members.ts'

/** A bag of members, each fitted on balanced rows. */
export interface BagPlan extends Readonly<z.output<typeof drawOptions>> {
  readonly who: string
  readonly estimator: NamedClassifier
  readonly nEstimators: number
  readonly seed: number | string
  /** The rows that are balanced for a member, as places among `count`; all where it is not given. */
  readonly drawFirst?: (count: number, stream: Random) => Int32Array
}

/** Fits each member on rows drawn first (with replacement, or all) and then balanced by under-sampling. */
export async function fitBag(task: ClassificationTask, plan: BagPlan, context: Context): Promise<SavedMembers> {
  const { who, estimator, nEstimators, seed, drawFirst } = plan
  const known = weightedRows(task)
  const ofAll = labelsOf(task, known)
  const stream = random(seed).fork(who)
  const members = []
  for (let index = 0; index < nEstimators; index++) {
    await breathe(context, { stage: 'fit members', done: index, total: nEstimators })
    const own = stream.fork(index)
    const drawn = drawFirst ? takeAt(known, drawFirst(known.length, own.fork('first'))) : known
    const rows = drawFirst ? withEveryClass(task, known, drawn, own.fork('missed')) : known
    const y = rows === known ? ofAll : labelsOf(task, rows)
    const kept = await drawBalanced(y, plan, own.fork('balance'), context)
    const member = await fitMember(task, takeAt(rows, kept), estimator, `${who} ${seed} ${index}`, context)
    members.push(member.save())
  }
  return { members }
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
