import { breathe, type Context, rowsByClass, takeLabels } from '../../core/index.ts'
import { countCloser, type Points } from '../../kernels/index.ts'
import { hasMissing } from '../distances/space.ts'
import { condensedOptions } from './condensed-options.ts'
import { defineCleaningSampler } from './define-cleaning-sampler.ts'
import { drawSeeds } from './draw-seeds.ts'
import { joinRows } from './join-rows.ts'
import { kthDistances } from './kth-distances.ts'
import { rarestCode } from './rarest-rows.ts'
import { rowsAsPoints } from './rows-as-points.ts'
import { tomekPartners } from './tomek-partners.ts'
import { votesNeeded } from './votes-needed.ts'

/** So few seeds are compared with every row, without setting up a search. */
const fewSeeds = 8
const cellsPerSlice = 1 << 20

/** The options of `oneSidedSelection`. */
export const oneSidedSelectionOptions = condensedOptions

/**
 * Takes away majority rows that one drawn row of their class explains (it lies nearer than any rare row), then those
 * that form a Tomek link.
 *
 * Numeric columns only, all on one scale; missing cells are measured around (see `missingNeighbors`). What goes depends on the drawn row; it removes few rows, for a
 * single row explains little. Do not use it to balance counts, nor where a majority has many shapes. Should the
 * strategy name the rarest class itself, only the drawn rows of it stay, as in imbalanced-learn.
 *
 * M. Kubat, S. Matwin, "Addressing the curse of imbalanced training sets: one-sided selection", ICML 1997. Equal to
 * imbalanced-learn's `OneSidedSelection`, rows and order, with `random: numpyRandom(seed)` where no two distances tie;
 * ties go to the rare row.
 */
export const oneSidedSelection = defineCleaningSampler({
  name: 'oneSidedSelection',
  options: oneSidedSelectionOptions,
  reads: 'numbers',
  accepts: ['missing'],

  async clean({ X, y, targeted, options: { nNeighbors, nSeedsS }, random, context }) {
    const rowsOf = rowsByClass(y)
    const rarest = rarestCode(y)
    const rare = await rowsAsPoints(X, rowsOf[rarest]!, context)
    const parts: Int32Array[] = []
    for (const [code, rows] of rowsOf.entries()) {
      if (!targeted[code]) {
        parts.push(rows)
        continue
      }
      const seeds = drawSeeds(rows, nSeedsS, random.continue(`class ${y.classes[code]}`))
      parts.push(seeds)
      if (code === rarest) continue
      const isSeed = new Set(seeds)
      const others = rows.filter((row) => !isSeed.has(row))
      const votes = votesNeeded(nNeighbors, code, rarest)
      const queries = await rowsAsPoints(X, others, context)
      const near = await nearRare(queries, await rowsAsPoints(X, seeds, context), rare, votes, context)
      parts.push(others.filter((_, place) => near[place] === 1))
    }
    const kept = joinRows(parts)
    const left = takeLabels(y, kept)
    const largest = largestCode(left.codes, y.classes.length)
    const partners = await tomekPartners(await rowsAsPoints(X, kept, context), left, largest, context)
    return kept.filter((row, place) => partners[place]! < 0 || !targeted[y.codes[row]!])
  },
})

/** For each query 1 where, among the k nearest of the seeds and the rare rows, the seeds do not have the votes. */
async function nearRare(
  queries: Points,
  seeds: Points,
  rare: Points,
  votes: { readonly own: number; readonly other: number },
  context: Context,
): Promise<Uint8Array> {
  if (seeds.rowCount < votes.own) return new Uint8Array(queries.rowCount).fill(1)
  if ([queries, seeds, rare].some(({ data }) => hasMissing(data))) {
    const toSeeds = await kthDistances(queries, seeds, votes.own, context)
    const toRare = await kthDistances(queries, rare, votes.other, context)
    return Uint8Array.from(toRare, (distance, query) => (distance <= toSeeds[query]! ? 1 : 0))
  }
  const bounds = {
    distances: await seedDistances(queries, seeds, votes.own, context),
    rows: new Int32Array(queries.rowCount).fill(0x7fffffff),
  }
  const counts = await countCloser(queries, rare, bounds, votes.other, context)
  return Uint8Array.from(counts, (count) => (count >= votes.other ? 1 : 0))
}

/** For each query the squared distance to its k-th nearest seed. */
async function seedDistances(queries: Points, seeds: Points, k: number, context: Context): Promise<Float64Array> {
  if (k > 1 || seeds.rowCount > fewSeeds) return kthDistances(queries, seeds, k, context)
  const nearest = new Float64Array(queries.rowCount)
  const step = Math.max(1, Math.floor(cellsPerSlice / (seeds.rowCount * seeds.columnCount)))
  for (let start = 0; start < nearest.length; start += step) {
    await breathe(context, { stage: 'comparing with seeds', done: start, total: nearest.length })
    const end = Math.min(start + step, nearest.length)
    for (let query = start; query < end; query++) nearest[query] = leastDistance(queries, query, seeds)
  }
  return nearest
}

function leastDistance({ data, columnCount }: Points, query: number, seeds: Points): number {
  const from = query * columnCount
  const end = from + columnCount
  let least = Infinity
  for (let seed = 0, at = 0; seed < seeds.rowCount; seed++) {
    let sum = 0
    for (let i = from; i < end; i++, at++) {
      const difference = data[i]! - seeds.data[at]!
      sum += difference * difference
    }
    if (sum < least) least = sum
  }
  return least
}

function largestCode(codes: Int32Array, classCount: number): number {
  const counts = new Int32Array(classCount)
  for (const code of codes) counts[code]!++
  return counts.indexOf(Math.max(...counts))
}
