import { breathe, random, z } from '../core/index.ts'
import { predictRows } from '../models/index.ts'
import { defineEnsemble } from './define-ensemble.ts'
import { nEstimatorsOption, seedOption } from './ensemble-options.ts'
import { cellsOf, checkEstimator, estimatorOption, seededEstimator } from './estimator-option.ts'
import { joinRows, largerClasses } from './larger-classes.ts'
import { fitMember, restMember, restoreMembers, rowsOfTask } from './members.ts'
import { spreadDraws } from './spread-draws.ts'
import { tangent } from './tangent.ts'

const name = 'selfPacedEnsemble'

/** The options of `selfPacedEnsemble`. */
export const selfPacedEnsembleOptions = z.strictObject({
  estimator: estimatorOption({ name: 'decisionTree' }),
  nEstimators: nEstimatorsOption(10),
  kBins: z.int().min(1).default(5).describe('into how many ranges of hardness the rows of a larger class are sorted'),
  seed: seedOption,
})

/**
 * Members that are each fitted on the smallest class and as many rows of every other, drawn by how hard the members
 * so far find them: at first so that easy and hard rows weigh alike, in the end mostly hard rows with a skeleton of
 * easy ones. The probabilities are the mean of the members'.
 *
 * Made for large, noisy, overlapping data. Not for members that remember nothing of a row's place (`dummyClassifier`):
 * then all rows are equally hard. The probabilities are those of balanced data: calibrate them.
 *
 * Z. Liu et al., "Self-paced Ensemble for Highly Imbalanced Massive Data Classification", ICDE 2020; for more than two
 * classes every class larger than the smallest is treated so, as in the package imbalanced-ensemble.
 */
export const selfPacedEnsemble = defineEnsemble({
  name,
  options: selfPacedEnsembleOptions,

  check: (options) => checkEstimator(name, options.estimator),
  accepts: (options) => cellsOf(options.estimator),

  async learn(task, { estimator, nEstimators, kBins, seed }, _before, context) {
    const { X, classCount } = task
    const { smallest, least, byClass } = largerClasses(task)
    const stream = random(seed).fork(name)
    /** By class: the sum over the members of the probability that they give to a row's own class. */
    const known = byClass.map(({ length }) => new Float64Array(length))
    const members = []
    for (let index = 0; index < nEstimators; index++) {
      await breathe(context, { stage: 'fit members', done: index, total: nEstimators })
      const own = stream.fork(index)
      // From draws that even out the hardness of the bins to draws of as many rows from every bin.
      const pace = Math.min(1e15, tangent(index / Math.max(1, nEstimators - 1)))
      const parts = byClass.map((rows, code) => {
        if (code === smallest) return rows
        const draws = own.fork(code)
        if (index === 0) return draws.choice(rows.length, Math.min(least, rows.length), false).map((at) => rows[at]!)
        const hardness = known[code]!.map((sum) => 1 - sum / index)
        const places = spreadDraws(hardness, kBins, pace, least, draws)
        return places.map((place) => rows[place]!)
      })
      const learner = seededEstimator(estimator, `${name} ${seed} ${index}`)
      const member = await fitMember(await rowsOfTask(task, joinRows(parts), undefined, context), learner, context)
      members.push(restMember(member))
      if (index === nEstimators - 1) break
      for (const [code, rows] of byClass.entries()) {
        if (code === smallest) continue
        const said = await predictRows(member, X, rows, 'judge rows', context)
        const sums = known[code]!
        for (let place = 0; place < rows.length; place++) sums[place]! += said[place * classCount + code]!
      }
    }
    return { members }
  },

  restore: restoreMembers,
})
