import { breathe, type Context } from '../../core/index.ts'
import { drawChain } from '../chains/draw-chain.ts'
import { type Candidate, candidateOf } from './candidate.ts'
import { type Arena, type CandidateScores, noScores, scoreFold } from './score-fold.ts'

/** What a search has found: all that was tried, and the chains that were scored on every fold. */
export interface Search {
  /** On the folds up to which each came. */
  readonly trials: readonly CandidateScores[]
  readonly finalists: readonly CandidateScores[]
}

/** So many chains race at a time, and of each rung one third goes on. */
const waveSize = 9
const keptOf = 3

/**
 * Random search with successive halving: chains are drawn in waves of nine and scored on a few folds; the best third
 * goes on to more folds, and the best third of those to all. K. Jamieson and A. Talwalkar, "Non-stochastic Best Arm
 * Identification and Hyperparameter Optimization", AISTATS 2016, with folds for the resource.
 *
 * Ends after `trials` chains, or after the wave in which `minutes` are over: time decides how many waves there are and
 * nothing else, so that a run with that many trials gives the same.
 */
export async function race(
  arena: Arena,
  { trials, minutes }: { readonly trials: number; readonly minutes?: number | undefined },
  context: Context,
): Promise<Search> {
  const most = trials > 0 ? trials : minutes === undefined ? 0 : Number.POSITIVE_INFINITY
  const end = minutes === undefined ? Number.POSITIVE_INFINITY : performance.now() + minutes * 60_000
  const found = { trials: [] as CandidateScores[], finalists: [] as CandidateScores[] }
  // However little time there is, one wave is run.
  for (let first = 0; first < most && (first === 0 || performance.now() < end); first = found.trials.length) {
    const wave = Array.from({ length: Math.min(waveSize, most - first) }, (_, place) => draw(arena, first + place + 1))
    const done = await raceWave(arena, wave, { done: first, total: Number.isFinite(most) ? most : undefined }, context)
    found.trials.push(...done.trials)
    found.finalists.push(...done.finalists)
  }
  return found
}

function draw({ task, data, options: { seed } }: Arena, number: number): Candidate {
  return candidateOf(`trial ${number}`, drawChain(task, data.y.classes.length, seed, number), seed)
}

async function raceWave(
  arena: Arena,
  wave: readonly Candidate[],
  search: { readonly done: number; readonly total: number | undefined },
  context: Context,
): Promise<Search> {
  const all = wave.map((candidate) => noScores(arena, candidate))
  let alive = all
  let from = 0
  let fits = 0
  const rungs = rungsOf(arena.folds.length)
  const total = fitsOf(wave.length, rungs)
  // A wave counts as many units as it has chains, however long they stay.
  const step = (): Promise<void> => {
    const done = search.done + Math.floor((wave.length * fits++) / total)
    return breathe(context, { stage: 'search chains', done, total: search.total ?? search.done + wave.length })
  }
  for (const to of rungs) {
    for (let number = from; number < to; number++) await scoreFold(arena, number, alive, context, step)
    from = to
    const ranked = alive.filter(({ failure }) => failure === null).sort((a, b) => better(arena, a, b))
    const going = to === arena.folds.length ? ranked : ranked.slice(0, Math.ceil(alive.length / keptOf))
    for (const scores of alive) if (!going.includes(scores)) scores.outOfFold = new Float64Array(0)
    alive = going
  }
  return { trials: all, finalists: alive }
}

/** Up to which fold each rung goes: a ninth, a third, all. */
function rungsOf(folds: number): number[] {
  return [...new Set([Math.ceil(folds / 9), Math.ceil(folds / 3), folds])]
}

function fitsOf(size: number, rungs: readonly number[]): number {
  return rungs.reduce(
    ({ fits, alive, from }, to) => ({ fits: fits + alive * (to - from), alive: Math.ceil(alive / keptOf), from: to }),
    { fits: 0, alive: size, from: 0 },
  ).fits
}

function better({ criterion }: Arena, a: CandidateScores, b: CandidateScores): number {
  const sign = criterion.higherIsBetter ? 1 : -1
  const rank = ({ held }: CandidateScores): number => {
    const mean = sign * meanOf(held)
    return Number.isNaN(mean) ? Number.NEGATIVE_INFINITY : mean
  }
  const [left, right] = [rank(a), rank(b)]
  return left === right ? 0 : right - left
}

function meanOf(values: readonly number[]): number {
  const finite = values.filter((value) => Number.isFinite(value))
  return finite.reduce((sum, value) => sum + value, 0) / finite.length
}
