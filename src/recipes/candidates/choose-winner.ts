import type { Criterion } from '../figures/criterion.ts'
import type { Figure } from '../figures/part-figures-schema.ts'
import { foldInterval } from './fold-statistics.ts'
import type { CandidateResult } from './results-schema.ts'
import type { CandidateScores } from './score-fold.ts'

/** The winner of a comparison and why it won. */
export interface Winner {
  readonly scores: CandidateScores
  readonly reason: string
}

/**
 * The best candidate whose advantage over the plain one, paired by fold, is beyond noise (its 95 % interval excludes
 * zero); otherwise the plain one.
 */
export function chooseWinner(all: readonly CandidateScores[], criterion: Criterion, folds: number): Winner {
  const plain = all[0]!
  const sign = criterion.higherIsBetter ? 1 : -1
  const others = all.slice(1).filter(({ failure }) => failure === null)
  const gains = others.map((scores) => ({ scores, gain: differenceToPlain(scores, plain, folds, sign) }))
  gains.sort((a, b) => (b.gain.value ?? 0) - (a.gain.value ?? 0))
  const best = gains.find(({ gain }) => gain.low !== null && gain.low > 0)
  if (best) {
    return {
      scores: best.scores,
      reason: `"${best.scores.candidate.name}" beats the plain model by ${shown(best.gain)} in ${criterion.name}, beyond noise.`,
    }
  }
  const nearest = gains[0]
  if (!nearest || (nearest.gain.value ?? 0) <= 0)
    return { scores: plain, reason: 'No other candidate does better than the plain model.' }
  return {
    scores: plain,
    reason: `"${nearest.scores.candidate.name}" does better than the plain model by ${shown(nearest.gain)} in ${criterion.name}, which is within noise; the plain model is kept.`,
  }
}

/** What `metrics.json` says of each candidate. */
export function candidateResults(
  all: readonly CandidateScores[],
  winner: Winner,
  criterion: Criterion,
  folds: number,
): CandidateResult[] {
  const plain = all[0]!
  return all.map((scores) => ({
    name: scores.candidate.name,
    description: scores.candidate.description,
    chain: scores.candidate.chain,
    chosen: scores === winner.scores,
    criterion: foldInterval(scores.held, folds, criterion.bounds),
    averagePrecision: foldInterval(scores.averagePrecision, folds, [0, 1]),
    differenceToPlain: scores === plain || scores.failure ? null : differenceToPlain(scores, plain, folds, 1),
    trainCriterion: foldInterval(scores.seen, folds).value,
    failure: scores.failure,
  }))
}

function differenceToPlain(scores: CandidateScores, plain: CandidateScores, folds: number, sign: number): Figure {
  return foldInterval(
    scores.held.map((value, fold) => sign * (value - plain.held[fold]!)),
    folds,
  )
}

function shown({ value, low, high }: Figure): string {
  const [middle, from, to] = [value, low, high].map((number) => (number === null ? '?' : number.toFixed(3)))
  return `${middle} (${from} to ${to})`
}
