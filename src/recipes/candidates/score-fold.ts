import { breathe, type Context, DataError, type Fold, type Split, within } from '../../core/index.ts'
import { averagePrecisionCriterion, type Criterion } from '../figures/criterion.ts'
import type { DataSet } from '../reading/data-set.ts'
import { refuseManyCoefficients } from '../reading/refuse-many-classes.ts'
import type { RecipeOptions } from '../recipe.ts'
import type { Task } from '../tasks/task.ts'
import type { Candidate } from './candidate.ts'
import { fitCandidate, probabilities } from './fit-candidate.ts'
import type { FoldFigures, Journal } from './journal.ts'

/** What candidates are compared on. */
export interface Arena {
  readonly task: Task
  readonly data: DataSet
  readonly train: Split<'train'>
  readonly folds: readonly Fold[]
  readonly criterion: Criterion
  readonly options: RecipeOptions
  /** Figures of an earlier run that was stopped; undefined where none are kept. */
  readonly journal: Journal | undefined
}

/** How one candidate did, fold by fold. */
export interface CandidateScores {
  readonly candidate: Candidate
  /** The criterion on the held-out rows of each fold. */
  readonly held: number[]
  readonly averagePrecision: number[]
  /** The criterion on the rows learned from, in the folds of the first repeat. */
  readonly seen: number[]
  /** Probabilities of the rows of train (in their order) by models that had not seen them; NaN where no fold held a row out. */
  outOfFold: Float64Array
  /** Whether some of its figures are of the journal, so that `outOfFold` lacks those folds. */
  remembered: boolean
  failure: string | null
}

export function noScores({ data, train }: Arena, candidate: Candidate): CandidateScores {
  const outOfFold = new Float64Array(train.rows.length * data.y.classes.length).fill(Number.NaN)
  return { candidate, held: [], averagePrecision: [], seen: [], outOfFold, remembered: false, failure: null }
}

/**
 * Fits all candidates on one fold and adds how they did. Everything that learns is refitted; what candidates share
 * (filling, scaling, encoding, TF-IDF) is fitted once. `step` is called before each of them.
 */
export async function scoreFold(
  arena: Arena,
  number: number,
  all: readonly CandidateScores[],
  context: Context,
  step: () => Promise<void> = () => breathe(context),
): Promise<void> {
  const { task, data, criterion, options, journal } = arena
  const { y } = data
  const fold = arena.folds[number]!
  const firstRepeat = number < options.folds
  const unknown: CandidateScores[] = []
  for (const scores of all) {
    const figures = journal?.read(scores.candidate.name, number)
    if (figures) remember(scores, figures)
    else if (!scores.failure) unknown.push(scores)
  }
  if (unknown.length === 0) return
  const preparation = await task.prepare(fold.train, within(context, 'compare'))
  if (number === 0 && y.classes.length > 2) refuseManyCoefficients(data, preparation.encoded.train)
  const [learned, held] = [fold.train.of(y), fold.validation.of(y)]
  const weight = data.weight && fold.train.of(data.weight)
  for (const scores of unknown) {
    await step()
    const { candidate } = scores
    try {
      const fitted = await fitCandidate(candidate, preparation, learned, weight, options.seed, context)
      const proba = probabilities(fitted, fold.validation, y.classes)
      const figures: FoldFigures = {
        held: criterion.measure(proba, held),
        averagePrecision: averagePrecisionCriterion.measure(proba, held),
        ...(firstRepeat && { seen: criterion.measure(probabilities(fitted, fold.train, y.classes), learned) }),
      }
      add(scores, figures)
      await journal?.write(candidate.name, number, figures)
      if (firstRepeat) keepOutOfFold(scores.outOfFold, proba, fold.validation, arena.train, y.classes.length)
    } catch (error) {
      if (!(error instanceof DataError) || candidate.name === 'plain') throw error
      scores.failure = error.message
      await journal?.write(candidate.name, number, { failure: error.message })
    }
  }
}

function remember(scores: CandidateScores, figures: FoldFigures | { readonly failure: string }): void {
  scores.remembered = true
  if ('failure' in figures) scores.failure = figures.failure
  else add(scores, figures)
}

function add(scores: CandidateScores, { held, averagePrecision, seen }: FoldFigures): void {
  scores.held.push(held)
  scores.averagePrecision.push(averagePrecision)
  if (seen !== undefined) scores.seen.push(seen)
}

function keepOutOfFold(all: Float64Array, proba: Float64Array, held: Split, train: Split, classCount: number): void {
  let at = 0
  for (const [index, row] of held.rows.entries()) {
    while (train.rows[at] !== row) at++
    all.set(proba.subarray(index * classCount, (index + 1) * classCount), at * classCount)
  }
}
