import { breathe, type Context, DataError, type Fold, type Labels, type Split, split, within } from '../core/index.ts'
import { crossValidationFolds, timeFolds } from '../evaluation/index.ts'
import { aboutFile } from './about-file.ts'
import { type Candidate, fitCandidate, manyClasses, probabilities } from './candidates.ts'
import { averagePrecisionCriterion, type Criterion } from './criterion.ts'
import type { DataSet } from './data-set.ts'
import type { RecipeOptions } from './recipe.ts'
import { refuseManyCoefficients } from './refuse-many-classes.ts'
import { splitDataOf } from './split-data.ts'
import type { Task } from './task.ts'

/** How one candidate did, fold by fold. */
export interface CandidateScores {
  readonly candidate: Candidate
  /** The criterion on the held-out rows of each fold. */
  readonly held: number[]
  readonly averagePrecision: number[]
  /** The criterion on the rows learned from, in the folds of the first repeat. */
  readonly seen: number[]
  /** Probabilities of the rows of train (in their order) by models that had not seen them; NaN where no fold held a row out. */
  readonly outOfFold: Float64Array
  failure: string | null
}

/**
 * Cross-validates every candidate inside train on the same folds. Everything that learns is refitted in each fold; what
 * candidates share there (filling, scaling, encoding, TF-IDF) is fitted once.
 */
export async function compareCandidates(
  task: Task,
  data: DataSet,
  train: Split<'train'>,
  candidates: readonly Candidate[],
  criterion: Criterion,
  options: RecipeOptions,
  context: Context,
): Promise<CandidateScores[]> {
  const { y } = data
  const classCount = y.classes.length
  const results = candidates.map(
    (candidate): CandidateScores => ({
      candidate,
      held: [],
      averagePrecision: [],
      seen: [],
      outOfFold: new Float64Array(train.rows.length * classCount).fill(Number.NaN),
      failure: null,
    }),
  )
  const folds = foldsInside(data, train, options)
  const steps = folds.length * candidates.length
  let done = 0
  for (const [number, fold] of folds.entries()) {
    const preparation = await task.prepare(fold.train, within(context, 'compare'))
    if (number === 0 && classCount > 2) refuseManyCoefficients(data, preparation.encoded.train)
    const firstRepeat = number < options.folds
    const [learned, held] = [fold.train.of(y), fold.validation.of(y)]
    for (const result of results) {
      await breathe(context, { stage: 'compare candidates', done: done++, total: steps })
      if (result.failure) continue
      try {
        const fitted = await fitCandidate(
          result.candidate,
          preparation,
          learned,
          data.weight && fold.train.of(data.weight),
          options,
          context,
        )
        const proba = probabilities(fitted, fold.validation, y.classes)
        result.held.push(criterion.measure(proba, held))
        result.averagePrecision.push(averagePrecisionCriterion.measure(proba, held))
        if (!firstRepeat) continue
        result.seen.push(criterion.measure(probabilities(fitted, fold.train, y.classes), learned))
        keepOutOfFold(result.outOfFold, proba, fold.validation, train, classCount)
      } catch (error) {
        if (!(error instanceof DataError) || result.candidate.name === 'plain') throw error
        result.failure = error.message
      }
    }
  }
  return results
}

function keepOutOfFold(all: Float64Array, proba: Float64Array, held: Split, train: Split, classCount: number): void {
  let at = 0
  for (const [index, row] of held.rows.entries()) {
    while (train.rows[at] !== row) at++
    all.set(proba.subarray(index * classCount, (index + 1) * classCount), at * classCount)
  }
}

/** How often the folds are drawn: once where the rows lie in time, and where many classes make every fit dear. */
export function repeatsOf({ time, y }: DataSet, { repeats }: RecipeOptions): number {
  return time || y.classes.length > manyClasses ? 1 : repeats
}

/** Folds over the rows of train, as rows of the whole data set. */
function foldsInside(data: DataSet, train: Split<'train'>, options: RecipeOptions): Fold[] {
  const inside = splitDataOf(data, train)
  const folds = aboutFile(data.path, () =>
    data.time
      ? timeFolds(inside, { folds: options.folds, gap: options.gap })
      : crossValidationFolds(inside, { folds: options.folds, repeats: repeatsOf(data, options), seed: options.seed }),
  )
  const outside = (rows: Int32Array): Int32Array => rows.map((row) => train.rows[row]!)
  return folds.map((fold) => ({
    train: split('train', outside(fold.train.rows)),
    validation: split('validation', outside(fold.validation.rows)),
  }))
}

/** Those rows of train that some fold held out: where out-of-fold scores are known, with their labels. */
export function knownOutOfFold(
  scores: Float64Array,
  y: Labels,
  train: Split<'train'>,
): { proba: Float64Array; y: Labels<'train'> } {
  const classCount = y.classes.length
  const known = Array.from(train.rows.keys()).filter((row) => !Number.isNaN(scores[row * classCount]!))
  const proba = new Float64Array(known.length * classCount)
  known.forEach((row, to) => {
    proba.set(scores.subarray(row * classCount, (row + 1) * classCount), to * classCount)
  })
  return {
    proba,
    y: split(
      'train',
      known.map((row) => train.rows[row]!),
    ).of(y),
  }
}
