import { DataError } from '../../core/index.ts'
import { checkProbabilities } from './check-probabilities.ts'

/**
 * Corrects probabilities for a change of the class shares: a model that learned from resampled rows answers for shares
 * that are not there, by a factor a class. `proba` is row-major, `rows × classes`; `from` and `to` are the shares in the
 * data learned from and in the data decided about, in the order of the classes. Only the shares may differ: within each
 * class the rows must look alike. It corrects what resampling or class weights did; calibration on untouched rows
 * (`plattCalibrator` and its kin) does that too, and needs rows for it.
 *
 * M. Saerens, P. Latinne, C. Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities",
 * Neural Computation 14, 2002; C. Elkan, IJCAI 2001.
 */
export function priorShift(proba: Float64Array, from: ArrayLike<number>, to: ArrayLike<number>): Float64Array {
  const had = checkShares('priorShift', from, '`from`')
  const wanted = checkShares('priorShift', to, '`to`')
  if (wanted.length !== had.length) {
    throw new DataError(
      `priorShift: \`from\` has ${had.length} shares and \`to\` ${wanted.length}; give one for each class.`,
    )
  }
  const factors = wanted.map((share, code) => share / had[code]!)
  checkProbabilities('priorShift', proba, factors.length)
  return rescale(proba, factors)
}

/**
 * The class shares of data without labels, from a calibrated model's probabilities for them: the shares under which its
 * answers, corrected by `priorShift`, average to themselves, by expectation-maximization; and the corrected answers.
 * `from` are the shares in the data that the probabilities are calibrated for. As `priorShift` it assumes that only the
 * shares differ. Saerens et al. 2002; M. Alexandari, A. Kundaje, A. Shrikumar, ICML 2020.
 */
export function estimatePriors(
  proba: Float64Array,
  from: ArrayLike<number>,
): { readonly priors: Float64Array; readonly proba: Float64Array } {
  const start = checkShares('estimatePriors', from, '`from`')
  const classCount = start.length
  checkProbabilities('estimatePriors', proba, classCount)
  const rowCount = proba.length / classCount
  if (rowCount === 0) throw new DataError('estimatePriors: there are no rows. Give the probabilities of some.')
  let priors = start
  let corrected = proba
  for (let step = 0; step < 10_000; step++) {
    corrected = rescale(
      proba,
      priors.map((share, code) => share / start[code]!),
    )
    const next = new Float64Array(classCount)
    for (let at = 0; at < corrected.length; at++) next[at % classCount]! += corrected[at]! / rowCount
    const moved = next.reduce((most, share, code) => Math.max(most, Math.abs(share - priors[code]!)), 0)
    priors = next
    if (moved < 1e-10) break
  }
  return { priors, proba: corrected }
}

function rescale(proba: Float64Array, factors: Float64Array): Float64Array {
  const result = new Float64Array(proba.length)
  const classCount = factors.length
  for (let start = 0; start < proba.length; start += classCount) {
    let sum = 0
    for (let code = 0; code < classCount; code++) sum += proba[start + code]! * factors[code]!
    for (let code = 0; code < classCount; code++) {
      result[start + code] = sum > 0 ? (proba[start + code]! * factors[code]!) / sum : proba[start + code]!
    }
  }
  return result
}

function checkShares(who: string, shares: ArrayLike<number>, what: string): Float64Array {
  const given = Float64Array.from(shares)
  const sum = given.reduce((total, share) => total + share, 0)
  if (given.length >= 2 && given.every((share) => share > 0) && Math.abs(sum - 1) < 1e-6) return given
  throw new DataError(
    `${who}: ${what} must hold a share above 0 for each class, together 1; it holds ${given.join(', ')}.`,
  )
}
