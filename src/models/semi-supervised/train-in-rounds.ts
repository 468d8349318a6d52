import {
  breathe,
  type Classifier,
  type Context,
  type FittedClassifier,
  labelsFromCodes,
  type Matrix,
  within,
} from '../../core/index.ts'
import { predictRows } from '../predict-rows.ts'
import type { Choice, Chosen } from './choose-rows.ts'
import type { SemiSupervisedTask } from './define-semi-supervised.ts'
import { joinRows } from './join-rows.ts'
import type { PseudoLabels } from './pseudo-labels.ts'

/** Why self-training ended: a round without news, no unlabeled row left, or no round left. */
export type Stopped = 'noChange' | 'allLabeled' | 'maxIter'

/** What came of self-training. */
export interface SelfTrained {
  readonly model: FittedClassifier
  readonly pseudoLabels: PseudoLabels
  readonly iterations: number
  readonly stopped: Stopped
}

/** How the rounds go on. */
interface Rounds {
  readonly maxIter: number
  readonly relabel: boolean
  readonly pseudoWeight: number
}

/** What each unlabeled row is taken for: −1 for nothing, or a class, since which round, with which probability. */
interface Held {
  readonly code: Int32Array
  readonly round: Int32Array
  readonly probability: Float64Array
}

/** Fits the base on the labeled rows, lets it label the others, fits it on both, and so on. */
export async function trainInRounds(
  task: SemiSupervisedTask,
  base: Classifier,
  { maxIter, relabel, pseudoWeight }: Rounds,
  choice: Choice,
  calibrate: (proba: Float64Array) => Float64Array,
  context: Context,
): Promise<SelfTrained> {
  const { y, unlabeled } = task
  const classCount = y.classes.length
  const held = holdNothing(unlabeled?.rowCount ?? 0)
  const inRound = (round: number) => within(context, `round ${round} of ${maxIter}`)
  let model = await fitOnBoth(base, task, held, pseudoWeight, inRound(0))
  let iterations = 0
  let stopped: Stopped = unlabeled ? 'maxIter' : 'allLabeled'
  while (unlabeled && iterations < maxIter) {
    iterations++
    const rows = relabel ? everyRow(held) : openRows(held)
    const said = calibrate(await predictRows(model, unlabeled, rows, 'label rows', inRound(iterations)))
    const chosen = await choice.choose(said, iterations, inRound(iterations))
    await breathe(context)
    const hasNews = hold(held, rows, said, classCount, chosen, iterations)
    if (hasNews) model = await fitOnBoth(base, task, held, pseudoWeight, inRound(iterations))
    if (!relabel && held.code.every((code) => code >= 0)) {
      stopped = 'allLabeled'
      break
    }
    if (!hasNews && !choice.isStaged) {
      stopped = 'noChange'
      break
    }
  }
  return { model, pseudoLabels: await pseudoLabelsOf(held, context), iterations, stopped }
}

function holdNothing(count: number): Held {
  return {
    code: new Int32Array(count).fill(-1),
    round: new Int32Array(count),
    probability: new Float64Array(count),
  }
}

function everyRow({ code }: Held): Int32Array {
  const rows = new Int32Array(code.length)
  for (let row = 0; row < rows.length; row++) rows[row] = row
  return rows
}

function openRows({ code }: Held): Int32Array {
  return everyRow({ code } as Held).filter((row) => code[row]! < 0)
}

/** Takes what was chosen among `rows` and lets go of the others of them; says whether anything is other than before. */
function hold(
  held: Held,
  rows: Int32Array,
  said: Float64Array,
  classCount: number,
  { rows: taken, codes }: Chosen,
  round: number,
): boolean {
  let hasNews = false
  let next = 0
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!
    const isTaken = taken[next] === at
    if (isTaken) next++
    const code = isTaken ? codes[at]! : -1
    if (code !== held.code[row]) {
      hasNews = true
      held.code[row] = code
      held.round[row] = round
    }
    if (isTaken) held.probability[row] = said[at * classCount + code]!
  }
  return hasNews
}

async function fitOnBoth(
  base: Classifier,
  { X, y, unlabeled, sampleWeight }: SemiSupervisedTask,
  held: Held,
  pseudoWeight: number,
  context: Context,
): Promise<FittedClassifier> {
  const taken = everyRow(held).filter((row) => held.code[row]! >= 0)
  if (!unlabeled || taken.length === 0) {
    return base.fit(X as Matrix<'train'>, y as never, { sampleWeight }, context)
  }
  await breathe(context)
  const weights = new Float64Array(X.rowCount + taken.length).fill(pseudoWeight)
  weights.set(sampleWeight)
  const codes = new Int32Array(weights.length)
  codes.set(y.codes)
  for (let i = 0; i < taken.length; i++) codes[X.rowCount + i] = held.code[taken[i]!]!
  const joined = joinRows(X, unlabeled, taken)
  await breathe(context)
  return base.fit(joined, labelsFromCodes(codes, y.classes), { sampleWeight: weights }, context)
}

async function pseudoLabelsOf({ code, round, probability }: Held, context: Context): Promise<PseudoLabels> {
  let count = 0
  for (let row = 0; row < code.length; row++) if (code[row]! >= 0) count++
  await breathe(context)
  const labels = {
    row: new Int32Array(count),
    code: new Int32Array(count),
    round: new Int32Array(count),
    probability: new Float64Array(count),
  }
  for (let row = 0, to = 0; to < count; row++) {
    if (code[row]! < 0) continue
    labels.row[to] = row
    labels.code[to] = code[row]!
    labels.round[to] = round[row]!
    labels.probability[to++] = probability[row]!
  }
  return labels
}
