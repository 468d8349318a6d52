import { type Context, countClasses, type Labels, rowsByClass, within, z } from '../../core/index.ts'
import { nearestOutsiders } from '../../kernels/index.ts'
import { hasMissing, spaceOf } from '../distances/space.ts'
import { factoryWithPart } from '../factory-with-part.ts'
import { nearestOthers } from '../nearest-others.ts'
import type { AnyMatrix, Sampler } from '../sampler.ts'
import { cleaningSamplerOptions, defineCleaningSampler } from './define-cleaning-sampler.ts'
import { editPasses } from './edit-passes.ts'
import { rarestCode } from './rarest-rows.ts'

/** The options of `neighbourhoodCleaningRule`. */
export const neighbourhoodCleaningRuleOptions = cleaningSamplerOptions.extend({
  /** How many nearest other rows judge a row, and how many a rare row that is misjudged loses. */
  nNeighbors: z.int().min(1).default(3).describe('nearest other rows that judge a row'),
  /** Neighbors of misjudged rare rows go only from classes of more rows than this share of the rarest class. */
  thresholdCleaning: z
    .number()
    .gt(0)
    .default(0.5)
    .describe('neighbors of misjudged rare rows go only from classes larger than this share of the rarest class'),
})

/**
 * Takes away majority rows that their nearest neighbors speak against (`editedNearestNeighbours` with `kindSel: 'mode'`),
 * and the neighbors of other classes of every rare row that its neighborhood misjudges.
 *
 * Numeric columns, all on one scale. It cleans rather than shrinks: do not use it to balance counts, nor where most rare
 * rows are surrounded by the other class, since each of them then takes its neighborhood with it. To edit by another
 * rule, hand the library a sampler as `editedNearestNeighbours`: what that takes away goes, whatever its class.
 *
 * J. Laurikkala, "Improving Identification of Difficult Small Classes by Balancing Class Distribution", AIME, 2001. Equal
 * to imbalanced-learn's `NeighbourhoodCleaningRule` from version 0.12 on, where no two distances tie.
 */
export const neighbourhoodCleaningRule = factoryWithPart(
  'editedNearestNeighbours',
  (value): value is Sampler<AnyMatrix> =>
    typeof (value as Partial<Sampler> | null | undefined)?.fitResample === 'function',
  (editor) =>
    defineCleaningSampler({
      name: 'neighbourhoodCleaningRule',
      options: neighbourhoodCleaningRuleOptions,
      reads: 'numbers',
      accepts: ['missing', 'sparse'],

      async clean({ X, y, targeted, options: { samplingStrategy, nNeighbors, thresholdCleaning }, context }) {
        const who = 'neighbourhoodCleaningRule'
        const rule = { kindSel: 'mode', nNeighbors } as const
        const edited = editor
          ? (await editor.fitResample(X, y, within(context, editor.name))).rows
          : await editPasses({ who, X, y, samplingStrategy, rules: [rule], hardest: rule, context })
        const keep = new Uint8Array(X.rowCount)
        for (const row of edited) keep[row] = 1
        const counts = countClasses(y)
        const most = counts[rarestCode(y)]! * thresholdCleaning
        for (const row of await neighborsOfMisjudged(X, y, nNeighbors, context)) {
          const code = y.codes[row]!
          if (targeted[code] && counts[code]! > most) keep[row] = 0
        }
        const kept = new Int32Array(X.rowCount)
        let count = 0
        for (let row = 0; row < X.rowCount; row++) if (keep[row] === 1) kept[count++] = row
        return kept.slice(0, count)
      },
    }),
)

/** The k nearest other rows of each rare row that loses the vote of itself and the k − 1 nearest. */
async function neighborsOfMisjudged(X: AnyMatrix, y: Labels, k: number, context: Context): Promise<Int32Array> {
  const rarest = rarestCode(y)
  const doubtful = await doubtfulRows(X, y, rarest, k, context)
  if (doubtful.length === 0) return doubtful
  const near = await nearestOthers(spaceOf(X), doubtful, k, context)
  const votes = new Int32Array(y.classes.length)
  const lost = new Uint8Array(doubtful.length)
  for (let index = 0; index < doubtful.length; index++) {
    votes.fill(0)
    votes[rarest] = 1
    for (let at = index * k; at < index * k + k - 1; at++) votes[y.codes[near[at]!]!]!++
    const rare = votes[rarest]!
    if (votes.some((count, code) => count > rare || (count === rare && code < rarest))) lost[index] = 1
  }
  return near.filter((_, at) => lost[Math.floor(at / k)] === 1)
}

/** The rare rows that do not have an absolute majority with certainty. */
async function doubtfulRows(X: AnyMatrix, y: Labels, rarest: number, k: number, context: Context): Promise<Int32Array> {
  const members = rowsByClass(y)[rarest]!
  const fellows = k >> 1
  const space = spaceOf(X)
  // A row alone judges itself rightly.
  if (fellows === 0) return members.subarray(0, 0)
  if ('format' in space || hasMissing(space.data)) return members
  const others = new Int32Array(X.rowCount - members.length)
  let count = 0
  for (let row = 0; row < X.rowCount; row++) if (y.codes[row] !== rarest) others[count++] = row
  const found = await nearestOutsiders(space, { members, others, fellows, outsiders: k - fellows }, context)
  return members.filter((_, member) => found.rows[member]! >= 0)
}
