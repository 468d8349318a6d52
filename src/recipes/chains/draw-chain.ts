import { exp, log, type Random, random, type z } from '../../core/index.ts'
import type { Task } from '../tasks/task.ts'
import { type Chain, chainSchema } from './chain.ts'

type Written = z.input<typeof chainSchema>
type Options = Chain['model']['options']

/**
 * A chain drawn at random for a kind of data: sampler, amount, weights, loss, model and its options. The same seed and
 * number give the same chain, whatever else was drawn.
 */
export function drawChain(
  { kind, mixed }: Pick<Task, 'kind' | 'mixed'>,
  classCount: number,
  seed: number,
  number: number,
): Chain {
  const dice = diceOf(random(seed).fork('search').fork(number))
  const model = kind === 'text' ? textModel(dice) : tableModel(dice, classCount)
  const sampler = dice.chance(0.5) ? null : drawSampler(dice, mixed)
  const cleans = sampler !== null && cleaning.includes(sampler.name)
  const amount = sampler === null || cleans || dice.chance(0.4) ? 1 : dice.between(0.2, 1)
  const leftToWeigh = sampler === null || cleans || amount < 1
  const classWeight = leftToWeigh ? drawWeights(dice) : null
  return chainSchema.parse({ sampler, amount, classWeight, model } satisfies Written)
}

const cleaning = ['tomekLinks', 'editedNearestNeighbours', 'neighbourhoodCleaningRule']

function drawSampler(dice: Dice, mixed: boolean | undefined): NonNullable<Written['sampler']> {
  const copies = ['randomUnderSampler', 'randomOverSampler']
  if (mixed === undefined) return { name: dice.pick([...copies, ...copies, 'smote']) }
  const near = ['smote', 'smoteTomek']
  const numbers = ['borderlineSmote', 'adasyn', 'smoteEnn', ...cleaning]
  const name = dice.pick([...copies, ...near, ...(mixed ? [] : numbers)])
  return name === 'smote' || name === 'borderlineSmote'
    ? { name, options: { kNeighbors: dice.whole(2, 10) } }
    : { name }
}

function drawWeights(dice: Dice): Written['classWeight'] {
  if (dice.chance(0.5)) return null
  return dice.pick(['balanced', 'inverseSquareRoot', { effectiveNumber: dice.pick([0.99, 0.999, 0.9999]) }] as const)
}

function textModel(dice: Dice): Written['model'] {
  return dice.pick([linear, linear, linearLosses, supportVectors])(dice)
}

/** Detectors of anomalies tell two classes apart, the common one and all else. */
function tableModel(dice: Dice, classCount: number): Written['model'] {
  const any = [linear, linearLosses, boosting, boosting, boosting, forest, balancedForest]
  return dice.pick(classCount === 2 ? [...any, anomalies] : any)(dice)
}

function anomalies(dice: Dice): Written['model'] {
  const options: Options = { nEstimators: 100, maxSamples: dice.pick([64, 256, 1024]) }
  return { name: 'anomalyClassifier', options: { detector: { name: 'isolationForest', options } } }
}

function linear(dice: Dice): Written['model'] {
  return { name: 'logisticRegression', options: { C: dice.scale(0.01, 100) } }
}

function linearLosses(dice: Dice): Written['model'] {
  return { name: 'linearClassifier', options: { loss: drawLoss(dice), C: dice.scale(0.01, 100) } }
}

function supportVectors(dice: Dice): Written['model'] {
  return { name: 'linearSvc', options: { C: dice.scale(0.01, 30) } }
}

function boosting(dice: Dice): Written['model'] {
  const options: Options = {
    learningRate: dice.scale(0.03, 0.2),
    maxIter: dice.whole(50, 250),
    maxLeafNodes: dice.whole(4, 31),
    minSamplesLeaf: dice.whole(5, 60),
    l2Regularization: dice.between(0, 3),
    earlyStopping: false,
  }
  return { name: 'histGradientBoosting', options: dice.chance(0.3) ? { ...options, loss: focal(dice) } : options }
}

function forest(dice: Dice): Written['model'] {
  return { name: 'randomForest', options: { minSamplesLeaf: dice.whole(1, 10), maxFeatures: drawFeatures(dice) } }
}

function balancedForest(dice: Dice): Written['model'] {
  return {
    name: 'balancedRandomForest',
    options: { minSamplesLeaf: dice.whole(1, 10), maxFeatures: drawFeatures(dice) },
  }
}

function drawFeatures(dice: Dice): number | string {
  return dice.chance(0.5) ? 'sqrt' : dice.between(0.2, 0.8)
}

function drawLoss(dice: Dice): Options {
  return dice.pick([
    focal,
    (): Options => ({ name: 'ldamLoss' }),
    (): Options => ({ name: 'logitAdjustedLoss', options: { tau: dice.between(0.3, 1.5) } }),
    (): Options => ({ name: 'labelSmoothing', options: { smoothing: dice.between(0.02, 0.2) } }),
    (): Options => ({ name: 'squaredHingeLoss' }),
  ])(dice)
}

function focal(dice: Dice): Options {
  return { name: 'focalLoss', options: { gamma: dice.between(0.5, 3) } }
}

interface Dice {
  chance(probability: number): boolean
  pick<T>(all: readonly T[]): T
  /** A whole number, both ends included. */
  whole(low: number, high: number): number
  /** Three digits are enough, and read well. */
  between(low: number, high: number): number
  /** The same on a scale of ratios. */
  scale(low: number, high: number): number
}

function diceOf(stream: Random): Dice {
  let draws = 0
  const next = (): number => stream.fork(draws++).uniform(1)[0]!
  const rounded = (value: number): number => Number(value.toPrecision(3))
  const between = (low: number, high: number): number => rounded(low + (high - low) * next())
  return {
    chance: (probability) => next() < probability,
    pick: (all) => all[Math.floor(next() * all.length)]!,
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    between,
    scale: (low, high) => rounded(exp(log(low) + (log(high) - log(low)) * next())),
  }
}
