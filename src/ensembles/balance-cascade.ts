import { breathe, pow, random, z } from '../core/index.ts'
import { predictRows } from '../models/index.ts'
import { defineEnsemble } from './define-ensemble.ts'
import { nEstimatorsOption, seedOption } from './ensemble-options.ts'
import { cellsOf, checkEstimator, estimatorOption, seededEstimator } from './estimator-option.ts'
import { joinRows, largerClasses } from './larger-classes.ts'
import { fitMember, restMember, restoreMembers, rowsOfTask } from './members.ts'

const name = 'balanceCascade'

/** The options of `balanceCascade`. */
export const balanceCascadeOptions = z.strictObject({
  estimator: estimatorOption({ name: 'adaBoost' }),
  nEstimators: nEstimatorsOption(10),
  seed: seedOption,
})

/**
 * Members fitted one after the other on the smallest class and as many rows of every other; after each, the rows of
 * the larger classes that it knows best are left out for good, so that in the end as many are left as the smallest
 * class has. The probabilities are the mean of the members'.
 *
 * Uses a large class more thoroughly than random draws do. Not for labels that are partly wrong: what stays to the end
 * is then mostly mistakes. The probabilities are those of balanced data: calibrate them.
 *
 * X.-Y. Liu, J. Wu and Z.-H. Zhou, "Exploratory Undersampling for Class-Imbalance Learning", IEEE Transactions on
 * Systems, Man, and Cybernetics B 39, 2009. The paper adds up the trees of all members; here each member has one vote.
 */
export const balanceCascade = defineEnsemble({
  name,
  options: balanceCascadeOptions,

  check: (options) => checkEstimator(name, options.estimator),
  accepts: (options) => cellsOf(options.estimator),

  async learn(task, { estimator, nEstimators, seed }, _before, context) {
    const { X, classCount } = task
    const { smallest, least, byClass } = largerClasses(task)
    const stream = random(seed).fork(name)
    const left = [...byClass]
    const members = []
    for (let index = 0; index < nEstimators; index++) {
      await breathe(context, { stage: 'fit members', done: index, total: nEstimators })
      const own = stream.fork(index)
      const parts = left.map((rows, code) => {
        if (code === smallest || rows.length <= least) return rows
        return own
          .fork(code)
          .choice(rows.length, least, false)
          .map((place) => rows[place]!)
      })
      const learner = seededEstimator(estimator, `${name} ${seed} ${index}`)
      const member = await fitMember(await rowsOfTask(task, joinRows(parts), undefined, context), learner, context)
      members.push(restMember(member))
      if (index === nEstimators - 1) break
      for (const [code, rows] of left.entries()) {
        const whole = byClass[code]!.length
        if (code === smallest || rows.length <= least) continue
        // The share that stays is the same in each round and leads from the whole class to the size of the smallest.
        const share = pow(least / whole, (index + 1) / (nEstimators - 1))
        const kept = Math.max(least, Math.round(whole * share))
        left[code] = hardest(rows, await predictRows(member, X, rows, 'judge rows', context), code, classCount, kept)
      }
    }
    return { members }
  },

  restore: restoreMembers,
})

/** The rows to whose own class a member gives least, ascending; of equal ones those that come first. */
function hardest(rows: Int32Array, said: Float64Array, code: number, classCount: number, count: number): Int32Array {
  const known = Float64Array.from(rows, (_, place) => said[place * classCount + code]!)
  const limit = known.slice().sort()[count - 1]!
  let ties = count - known.reduce((below, value) => below + (value < limit ? 1 : 0), 0)
  return rows.filter((_, place) => known[place]! < limit || (known[place] === limit && ties-- > 0))
}
