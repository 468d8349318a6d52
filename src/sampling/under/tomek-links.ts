import { spaceOf } from '../distances/space.ts'
import { knownSegments } from '../known-segments.ts'
import { cleaningSamplerOptions, defineCleaningSampler } from './define-cleaning-sampler.ts'
import { tomekPartners } from './tomek-partners.ts'

/** The options of `tomekLinks`. */
export const tomekLinksOptions = cleaningSamplerOptions

/**
 * Takes away majority rows that form a Tomek link: a row and a row of another class, each nearest to the other.
 *
 * Numeric columns only, sparse or dense, all on one scale; missing cells are measured around (see `missingNeighbors`).
 * It cleans the border between classes and removes few rows: do not use it to balance counts, nor where the rare class
 * lies inside the other and its border is all there is.
 *
 * I. Tomek, "Two modifications of CNN", IEEE Transactions on Systems, Man, and Cybernetics 6, 1976. Equal to
 * imbalanced-learn's `TomekLinks` where no two distances tie; ties go to the lower row.
 */
export const tomekLinks = defineCleaningSampler({
  name: 'tomekLinks',
  options: tomekLinksOptions,
  reads: 'numbers',
  accepts: ['missing', 'sparse'],

  async clean({ X, y, classes, targeted, context }) {
    const partners = await tomekPartners(spaceOf(X), y, classes.largest, context, knownSegments(X))
    return Int32Array.from(y.codes.keys()).filter((row) => partners[row]! < 0 || !targeted[y.codes[row]!])
  },
})
