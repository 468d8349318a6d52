import { breathe, type Context, rowsByClass } from '../../core/index.ts'
import type { Points } from '../../kernels/index.ts'
import { hasMissing } from '../distances/space.ts'
import { pointsOf } from '../points-of.ts'
import { condensedOptions } from './condensed-options.ts'
import { defineCleaningSampler } from './define-cleaning-sampler.ts'
import { drawSeeds, followsNumpy } from './draw-seeds.ts'
import { enoughNearer, enoughNearerMissing } from './enough-nearer.ts'
import { joinRows } from './join-rows.ts'
import { kthDistances } from './kth-distances.ts'
import { rarestCode } from './rarest-rows.ts'
import { rowsAsPoints } from './rows-as-points.ts'
import { votesNeeded } from './votes-needed.ts'

/** The options of `condensedNearestNeighbour`. */
export const condensedNearestNeighbourOptions = condensedOptions

/**
 * Keeps of each majority class only what the nearest-neighbor rule needs: beginning with the rare rows and one drawn
 * row, it goes through the class once and adds every row that would be taken for rare.
 *
 * Numeric columns only, all on one scale; missing cells are measured around (see `missingNeighbors`). What stays is the border between the classes and depends on
 * the order of the rows and on the draw. Do not use it on noisy or overlapping data: it keeps just the noise. Should the
 * strategy name the rarest class itself, only the drawn rows of it stay, as in imbalanced-learn.
 *
 * P. Hart, "The condensed nearest neighbor rule", IEEE Transactions on Information Theory 14, 1968. Equal to
 * imbalanced-learn's `CondensedNearestNeighbour`, rows and order, with `random: numpyRandom(seed)` where no two distances
 * tie; ties go to the rare row. It then also leaves out the rows that the peer forgets to look at, since it takes row
 * numbers of the whole data for places within the class.
 */
export const condensedNearestNeighbour = defineCleaningSampler({
  name: 'condensedNearestNeighbour',
  options: condensedNearestNeighbourOptions,
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
      if (code === rarest) {
        parts.push(seeds)
        continue
      }
      const votes = votesNeeded(nNeighbors, code, rarest)
      const queries = await rowsAsPoints(X, rows, context)
      const limits = await kthDistances(queries, rare, votes.other, context)
      parts.push(await condense(pointsOf(X), rows, limits, votes.own, seeds, followsNumpy(random), context))
    }
    return joinRows(parts)
  },
})

/** The seeds, then each row that fewer than `needed` kept rows lie nearer to than its limit. */
async function condense(
  { data, columnCount }: Points,
  rows: Int32Array,
  limits: Float64Array,
  needed: number,
  seeds: Int32Array,
  forgetful: boolean,
  context: Context,
): Promise<Int32Array> {
  const kept = new Int32Array(rows.length + seeds.length)
  kept.set(seeds)
  const witnesses = kept.slice()
  // The peer takes the row numbers of kept rows for places within the class.
  const forgotten = new Set(forgetful ? seeds : [])
  const seeded = new Set(seeds)
  let count = seeds.length
  const enough = hasMissing(data) ? enoughNearerMissing : enoughNearer
  for (let place = 0; place < rows.length; place++) {
    if (place % 32 === 0) await breathe(context, { stage: 'condensing', done: place, total: rows.length })
    const row = rows[place]!
    if (forgotten.has(place) || (!forgetful && seeded.has(row))) continue
    if (enough(data, columnCount, row, witnesses, count, limits[place]!, needed)) continue
    kept[count] = row
    witnesses[count] = row
    if (forgetful) forgotten.add(row)
    count++
  }
  return kept.slice(0, count)
}
