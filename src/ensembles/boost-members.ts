import { breathe, type Context, exp, log, pow, random, type SavedModel, within } from '../core/index.ts'
import { type ClassificationTask, predictRows } from '../models/index.ts'
import { type Draws, drawBalanced, labelsOf } from './draw-balanced.ts'
import { type Estimator, seededEstimator } from './estimator-option.ts'
import { fitMember, restMember, rowsOfTask, weightedRows } from './members.ts'

/** How members are boosted. */
export interface MemberBoosting extends Draws {
  readonly who: string
  readonly estimator: Estimator
  readonly nEstimators: number
  readonly learningRate: number
  readonly algorithm: 'SAMME' | 'SAMME.R'
  readonly seed: number | string
}

/** Members and how much each has to say. */
export interface BoostedMembers {
  readonly members: readonly SavedModel[]
  readonly says: readonly number[]
}

/** Below it a probability counts as that much, so that its logarithm is finite. */
export const leastProbability = 2 ** -52

/**
 * Fits members one after the other on balanced rows, with weights that are higher where those before were wrong (SAMME),
 * or where they gave little to a row's own class (SAMME.R). The weights of the rows of a member average 1.
 */
export async function boostMembers(
  task: ClassificationTask,
  plan: MemberBoosting,
  context: Context,
): Promise<BoostedMembers> {
  const { who, estimator, nEstimators, learningRate, algorithm, seed } = plan
  const { classCount } = task
  const known = weightedRows(task)
  const y = labelsOf(task, known)
  const stream = random(seed).fork(who)
  const weights = Float64Array.from(known, (row) => task.weights[row]!)
  normalize(weights)
  const members: SavedModel[] = []
  const says: number[] = []
  for (let index = 0; index < nEstimators; index++) {
    await breathe(context, { stage: 'boost', done: index, total: nEstimators })
    const drawn = await drawBalanced(y, plan, stream.fork(index).fork('rows'), within(context, 'draw'))
    const places = drawn.filter((place) => weights[place]! > 0)
    if (!hasEveryClass(y.codes, places, classCount)) break
    const taken = places.map((place) => known[place]!)
    const rows = await rowsOfTask(task, taken, undefined, context)
    const scaled = averagingOne(weights, places)
    const learner = seededEstimator(estimator, `${who} ${seed} ${index}`)
    const member = await fitMember({ ...rows, weights: scaled }, learner, context)
    const said = await predictRows(member, task.X, known, 'judge rows', context)
    const error = shareWrong(said, y.codes, weights, classCount)
    if (algorithm === 'SAMME' && error >= 1 - 1 / classCount) break
    members.push(restMember(member))
    if (error <= 0) {
      says.push(1)
      break
    }
    if (algorithm === 'SAMME') {
      says.push(learningRate * (log((1 - error) / error) + log(classCount - 1)))
      raiseWrong(said, y.codes, weights, classCount, pow(((1 - error) / error) * (classCount - 1), learningRate))
    } else {
      says.push(1)
      raiseUnsure(said, y.codes, weights, classCount, (learningRate * (classCount - 1)) / classCount)
    }
    if (!(normalize(weights) > 0)) break
  }
  return { members, says }
}

function hasEveryClass(codes: Int32Array, places: Int32Array, classCount: number): boolean {
  const seen = new Uint8Array(classCount)
  for (const place of places) seen[codes[place]!] = 1
  return !seen.includes(0)
}

function averagingOne(weights: Float64Array, places: Int32Array): Float64Array {
  const taken = Float64Array.from(places, (place) => weights[place]!)
  const sum = taken.reduce((before, weight) => before + weight, 0)
  return taken.map((weight) => (weight * places.length) / sum)
}

/** The class to which a row's member gives most, the first of equal ones. */
function likeliestOf(said: Float64Array, start: number, classCount: number): number {
  let best = 0
  for (let k = 1; k < classCount; k++) if (said[start + k]! > said[start + best]!) best = k
  return best
}

function shareWrong(said: Float64Array, codes: Int32Array, weights: Float64Array, classCount: number): number {
  let error = 0
  for (let row = 0; row < codes.length; row++) {
    if (likeliestOf(said, row * classCount, classCount) !== codes[row]) error += weights[row]!
  }
  return error
}

function raiseWrong(
  said: Float64Array,
  codes: Int32Array,
  weights: Float64Array,
  classCount: number,
  factor: number,
): void {
  for (let row = 0; row < codes.length; row++) {
    if (likeliestOf(said, row * classCount, classCount) !== codes[row]) weights[row] = weights[row]! * factor
  }
}

/** Weights × exp(−rate · (log p of the own class − mean of log p of the others)). */
function raiseUnsure(
  said: Float64Array,
  codes: Int32Array,
  weights: Float64Array,
  classCount: number,
  rate: number,
): void {
  for (let row = 0; row < codes.length; row++) {
    let own = 0
    let others = 0
    for (let k = 0; k < classCount; k++) {
      const value = log(Math.max(said[row * classCount + k]!, leastProbability))
      if (k === codes[row]) own = value
      else others += value
    }
    weights[row] = weights[row]! * exp(-rate * (own - others / (classCount - 1)))
  }
}

function normalize(weights: Float64Array): number {
  let total = 0
  for (let row = 0; row < weights.length; row++) total += weights[row]!
  for (let row = 0; row < weights.length; row++) weights[row] = weights[row]! / total
  return total
}
