import { smote, smoteOptions } from '../over/smote.ts'
import { tomekLinks } from '../under/tomek-links.ts'
import { defineCombinedSampler } from './define-combined-sampler.ts'

/** The options of `smoteTomek`: those of `smote`. */
export const smoteTomekOptions = smoteOptions

/**
 * Grows minority classes by `smote`, then takes away both rows of every Tomek link, so that the new rows do not crowd
 * the border.
 *
 * Numeric columns only, none missing, all on one scale. Not for data whose classes overlap widely: the cleaning then
 * takes true rows too. Prefer `smote` or class weights there.
 *
 * G. Batista, B. Bazzan, M. Monard, "Balancing Training Data for Automated Annotation of Keywords: a Case Study", WOB,
 * 2003. Equal to imbalanced-learn's `SMOTETomek` where no two distances tie.
 */
export const smoteTomek = defineCombinedSampler({
  name: 'smoteTomek',
  options: smoteTomekOptions,

  chain({ samplingStrategy, kNeighbors }, random) {
    return [smote({ samplingStrategy, kNeighbors, random }), tomekLinks({ samplingStrategy: 'all' })]
  },
})
