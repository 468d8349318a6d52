import { type ClassName, OptionError, pow } from '../core/index.ts'

// Weights by class code from the sizes of the classes (numbers or sums of weights of their rows). A class without rows
// gets 0 and is not counted.

/** N / (K n_c), so that every class weighs the same in sum. Equal to scikit-learn's `'balanced'`. */
export function balancedWeights(sizes: Float64Array): Float64Array {
  const total = checkedTotal('balancedWeights', sizes)
  const seen = countSeen(sizes)
  return sizes.map((size) => (size > 0 ? total / (seen * size) : 0))
}

/**
 * (1 − β) / (1 − β^n_c), scaled to sum to the number of classes: a further row of a large class adds less and less.
 * Y. Cui et al., "Class-Balanced Loss Based on Effective Number of Samples", CVPR 2019. `beta` is from 0 to below 1.
 */
export function effectiveNumberWeights(sizes: Float64Array, beta: number): Float64Array {
  checkedTotal('effectiveNumberWeights', sizes)
  if (!(beta >= 0 && beta < 1)) {
    throw new OptionError(`effectiveNumberWeights: \`beta\` must be from 0 to below 1; it is ${beta}. Try 0.9999.`)
  }
  return scaledToCount(sizes.map((size) => (size > 0 ? (1 - beta) / (1 - pow(beta, size)) : 0)))
}

/** 1 / √n_c, scaled to sum to the number of classes: halfway, in logarithms, between none and balanced weights. */
export function inverseSquareRootWeights(sizes: Float64Array): Float64Array {
  checkedTotal('inverseSquareRootWeights', sizes)
  return scaledToCount(sizes.map((size) => (size > 0 ? 1 / Math.sqrt(size) : 0)))
}

/**
 * From what mistakes cost, `costs[truth × K + decision]`: a class weighs what its rows cost when taken for each other
 * class, in sum, above what they cost when they are right; scaled so that all rows together weigh N.
 * K. M. Ting, "An Instance-Weighting Method to Induce Cost-Sensitive Trees", IEEE TKDE 14, 2002.
 */
export function costWeights(sizes: Float64Array, costs: Float64Array): Float64Array {
  const total = checkedTotal('costWeights', sizes)
  const count = sizes.length
  if (costs.length !== count * count || !costs.every(Number.isFinite)) {
    throw new OptionError(`costWeights: \`costs\` must hold ${count} × ${count} numbers, truth by decision.`)
  }
  const prices = sizes.map((_, truth) => {
    let sum = 0
    for (let decision = 0; decision < count; decision++)
      sum += costs[truth * count + decision]! - costs[truth * count + truth]!
    return sum
  })
  if (!prices.every((price) => price >= 0) || !prices.some((price, code) => price > 0 && sizes[code]! > 0)) {
    throw new OptionError(
      'costWeights: mistakes must cost more than right decisions. Check the rows of the cost matrix.',
    )
  }
  const sum = prices.reduce((all, price, code) => all + price * sizes[code]!, 0)
  return prices.map((price, code) => (sizes[code]! > 0 ? (price * total) / sum : 0))
}

/**
 * The weights that make classes of these sizes look like `prior`, shares by class code that are scaled to sum to 1:
 * target share / share, so that all rows together still weigh N.
 */
export function priorWeights(sizes: Float64Array, prior: Float64Array): Float64Array {
  const total = checkedTotal('priorWeights', sizes)
  const sum = prior.reduce((all, share) => all + share, 0)
  if (prior.length !== sizes.length || !prior.every((share) => share >= 0) || !(sum > 0 && sum < Infinity)) {
    throw new OptionError(`priorWeights: \`prior\` must hold ${sizes.length} shares ≥ 0, one a class, not all 0.`)
  }
  const missing = prior.findIndex((share, code) => share > 0 && sizes[code] === 0)
  if (missing >= 0) {
    throw new OptionError(
      `priorWeights: class ${missing} has no rows, so that no weight gives it a share. Set it to 0.`,
    )
  }
  return prior.map((share, code) => (sizes[code]! > 0 ? (share / sum) * (total / sizes[code]!) : 0))
}

/** Weights by class code as the record by class name that every learner takes as `classWeight`. */
export function classWeightRecord(classes: readonly ClassName[], weights: Float64Array): Record<string, number> {
  return Object.fromEntries(classes.map((name, code) => [String(name), weights[code]!]))
}

function scaledToCount(weights: Float64Array): Float64Array {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const seen = countSeen(weights)
  return weights.map((weight) => (weight * seen) / sum)
}

function countSeen(sizes: Float64Array): number {
  return sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0)
}

function checkedTotal(who: string, sizes: Float64Array): number {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (sizes.every((size) => size >= 0) && total > 0 && total < Infinity) return total
  throw new OptionError(
    `${who}: the sizes of the classes must be numbers ≥ 0, not all 0. Count the rows of each class.`,
  )
}
