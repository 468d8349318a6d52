import { type Classifier, DataError, rowsByClass, z } from '../../core/index.ts'
import { classifiers } from '../../models/index.ts'
import { factoryWithPart } from '../factory-with-part.ts'
import { type Job, samplerFactory } from '../sampler-factory.ts'
import { takeResampled } from '../take-resampled.ts'
import { underSamplerOptions } from './define-under-sampler.ts'
import { easiestRows, rowsAbovePercentile } from './easiest-rows.ts'
import { hardnessFolds } from './hardness-folds.ts'
import { heldOutScores } from './held-out-scores.ts'
import { underCounts } from './under-counts.ts'

const names = Object.keys(classifiers) as (keyof typeof classifiers)[]

/** The options of `instanceHardnessThreshold`. */
export const instanceHardnessThresholdOptions = underSamplerOptions.extend({
  /** Which classifier, with its default options, says how hard a row is. The library also takes a classifier itself. */
  estimator: z.enum(names).default('randomForest').describe('the classifier that says how hard a row is'),
  /** Into how many folds the rows are dealt: each is scored by a classifier that has not seen it. */
  cv: z.int().min(2).default(5).describe('folds; each row is scored by a classifier that has not seen it'),
  /** Whether the wanted count is met where scores tie, by keeping the first of them; else all rows at the threshold stay. */
  exactCount: z
    .boolean()
    .default(false)
    .describe('meet the wanted count; else all rows that tie at the threshold stay, as in imbalanced-learn'),
})

/**
 * Shrinks majority classes to the rows that a classifier finds easy: those whose own class it gives the highest
 * probability, in a cross-validation.
 *
 * Columns as the classifier needs them, none missing but for a classifier of your own that takes such cells
 * (`estimator: histGradientBoosting()`). Do not use it where the border between the classes is what
 * matters: hard rows are often the telling ones, and a model trained without them is too sure of itself there. Its cost
 * is that of fitting the classifier `cv` times.
 *
 * All rows that tie at the threshold stay, so that there may be more than were asked for: a forest gives most easy rows
 * the same score. `exactCount: true` meets the count by keeping the first of them, whatever tells them apart, and was
 * clearly the worse on four sets (macro-F1 0.55 against 0.67).
 *
 * M. R. Smith et al., "An instance level analysis of data complexity", Machine Learning 95, 2014. With
 * `random: numpyRandom(seed)` the folds are those of imbalanced-learn's `InstanceHardnessThreshold`, and with the same
 * scores so are the rows; its forest is another one.
 */
export const instanceHardnessThreshold = factoryWithPart(
  'estimator',
  (value): value is Classifier => typeof (value as Partial<Classifier> | null | undefined)?.fit === 'function',
  (estimator) =>
    samplerFactory({
      name: 'instanceHardnessThreshold',
      kind: 'under',
      options: instanceHardnessThresholdOptions,
      reads: 'numbers',
      // A classifier of one's own says itself what it cannot read.
      accepts: estimator ? ['missing'] : [],
      run: (job) => keepEasy(job, estimator),
    }),
)

async function keepEasy(job: Job<typeof instanceHardnessThresholdOptions>, given: Classifier | undefined) {
  const { who, X, y, classes, options, random, seed, context } = job
  const left = underCounts(who, options.samplingStrategy, y, classes)
  if (options.cv > classes.counts[classes.largest]!) {
    throw new DataError(
      `${who}: \`cv\` is ${options.cv} and the largest class has ${classes.counts[classes.largest]} rows. Lower \`cv\`.`,
    )
  }
  const foldOf = hardnessFolds(y, options.cv, random.continue('folds'))
  const classifier = given ?? namedClassifier(options.estimator, seed)
  const scores = await heldOutScores(classifier, X, y, foldOf, options.cv, context)
  const choose = options.exactCount ? easiestRows : rowsAbovePercentile
  const kept = rowsByClass(y).map((rows, code) => {
    const count = left.get(code)
    if (count === undefined) return rows
    const own = Float64Array.from(rows, (row) => scores[row]!)
    return choose(own, count).map((place) => rows[place]!)
  })
  return takeResampled(who, seed, X, y, kept, context)
}

function namedClassifier(name: keyof typeof classifiers, seed: number | string): Classifier {
  const factory = classifiers[name]
  const seeded = 'seed' in factory.optionsSchema.shape ? { seed } : {}
  return (factory as (options: object) => Classifier)(seeded)
}
