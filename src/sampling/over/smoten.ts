import { z } from '../../core/index.ts'
import { commonestLevels } from './commonest-levels.ts'
import { defineOverSampler } from './define-over-sampler.ts'
import { smoteOptions } from './smote.ts'
import { valueDifferenceNeighbors } from './value-difference-neighbors.ts'

/** The options of `smoten`. */
export const smotenOptions = smoteOptions.extend({
  /** How many nearest rows of its own class vote with a row on every column of a new one. */
  kNeighbors: z.int().min(1).default(5).describe('nearest rows of the same class that vote on every column'),
})

/**
 * SMOTE for categories alone: every column of a new row has the level that is commonest among a drawn row and its k
 * nearest rows of the class; of equally common levels, the first.
 *
 * All columns of kind `category` or `boolean`; missing levels are left out of distance and vote. Levels are as far apart as the classes' shares among their
 * rows differ (the value difference metric), so no encoding is needed and any number of levels will do. Do not use it
 * where few columns say much: new rows repeat the commonest combinations, and rare levels die out.
 *
 * N. V. Chawla et al., "SMOTE: Synthetic Minority Over-sampling Technique", JAIR 16, 2002, section 6.2. Equal to
 * imbalanced-learn's `SMOTEN`, bit for bit with `random: numpyRandom(seed)` where no two distances tie. Ties are usual
 * between categories, and there the peer is not equal to itself on another machine; here they go to the lower row.
 */
export const smoten = defineOverSampler({
  name: 'smoten',
  options: smotenOptions,
  reads: 'categories',
  accepts: ['missing'],
  neighborsNeeded: ({ kNeighbors }) => kNeighbors,

  async synthesize(rows, count, { X, y, options: { kNeighbors }, random, context }) {
    const positions = random.choice(rows.length, count, true)
    const nearest = await valueDifferenceNeighbors(X, y, rows, positions, kNeighbors, context)
    const voters = kNeighbors + 1
    const parents = new Int32Array(count * voters)
    for (let row = 0; row < count; row++) {
      parents[row * voters] = rows[positions[row]!]!
      for (let choice = 0; choice < kNeighbors; choice++) {
        parents[row * voters + 1 + choice] = rows[nearest.of(positions[row]!, choice)]!
      }
    }
    return { parentsPerRow: voters, parents, fill: (into) => commonestLevels(X, parents, voters, into, context) }
  },
})
