import { breathe, type Context, type Fold, type Labels, type Split, split } from '../../core/index.ts'
import { crossValidationFolds, timeFolds } from '../../evaluation/index.ts'
import { aboutFile } from '../reading/about-file.ts'
import type { DataSet } from '../reading/data-set.ts'
import { splitDataOf } from '../reading/split-data.ts'
import type { RecipeOptions } from '../recipe.ts'
import { type Candidate, manyClasses } from './candidate.ts'
import { type Arena, type CandidateScores, noScores, scoreFold } from './score-fold.ts'

/** Cross-validates every candidate inside train on the same folds. */
export async function compareCandidates(
  arena: Arena,
  candidates: readonly Candidate[],
  context: Context,
): Promise<CandidateScores[]> {
  const all = candidates.map((candidate) => noScores(arena, candidate))
  const total = arena.folds.length * all.length
  let done = 0
  const step = (): Promise<void> => breathe(context, { stage: 'compare candidates', done: done++, total })
  for (const number of arena.folds.keys()) await scoreFold(arena, number, all, context, step)
  return all
}

/** How often the folds are drawn: once where the rows lie in time, and where many classes make every fit dear. */
export function repeatsOf({ time, y }: DataSet, { repeats }: RecipeOptions): number {
  return time || y.classes.length > manyClasses ? 1 : repeats
}

/** Folds over the rows of train, as rows of the whole data set. */
export function foldsInside(data: DataSet, train: Split<'train'>, options: RecipeOptions): Fold[] {
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

/** The out-of-fold probabilities of a candidate, complete also where some folds were scored by a run that was stopped. */
export async function outOfFoldOf(arena: Arena, scores: CandidateScores, context: Context): Promise<Float64Array> {
  if (!scores.remembered) return scores.outOfFold
  const folds = arena.folds.slice(0, arena.options.folds)
  const [again] = await compareCandidates({ ...arena, folds, journal: undefined }, [scores.candidate], context)
  return again!.outOfFold
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
