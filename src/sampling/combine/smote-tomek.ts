import { z } from '../../core/index.ts'
import { factoryWithParts } from '../factory-with-part.ts'
import { cleaningStrategy } from '../sampling-strategy.ts'
import { tomekLinks } from '../under/tomek-links.ts'
import { growingOptions, growingSampler, isSampler } from './combined-parts.ts'
import { defineCombinedSampler } from './define-combined-sampler.ts'

const cleaningPart = z.strictObject({
  samplingStrategy: cleaningStrategy.unwrap().default('all').describe('which classes lose rows, here all'),
})

/** The options of `smoteTomek`: those of `smote`, and its two parts. */
export const smoteTomekOptions = growingOptions.extend({
  /** Options of `tomekLinks`. The library also takes a sampler, which then cleans. */
  tomek: cleaningPart
    .default(Object.freeze(cleaningPart.parse({})))
    .describe('options of tomekLinks, which cleans all classes unless told otherwise'),
})

/**
 * Grows minority classes by `smote`, then takes away both rows of every Tomek link, so that the new rows do not crowd
 * the border.
 *
 * Numeric columns, all on one scale; missing cells as in `smote`. Not for data whose classes overlap widely: the cleaning
 * then takes true rows too. Prefer `smote` or class weights there.
 *
 * Each part can be told its own options by `smote` and `tomek` (`tomek: { samplingStrategy: 'majority' }` spares the
 * rare rows), or be another sampler: `smoteTomek({ smote: borderlineSmote() })`. A sampler brings its own strategy and
 * seed.
 *
 * G. Batista, B. Bazzan, M. Monard, "Balancing Training Data for Automated Annotation of Keywords: a Case Study", WOB,
 * 2003. Equal to imbalanced-learn's `SMOTETomek` where no two distances tie.
 */
export const smoteTomek = factoryWithParts(['smote', 'tomek'], isSampler, (parts) =>
  defineCombinedSampler({
    name: 'smoteTomek',
    options: smoteTomekOptions,
    chain: (options, random) => [
      parts.smote ?? growingSampler(options, random),
      parts.tomek ?? tomekLinks(options.tomek),
    ],
  }),
)
