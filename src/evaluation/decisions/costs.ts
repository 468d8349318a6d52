import { DataError, type Labels, OptionError } from '../../core/index.ts'

/** `costs[true class][decided class]` in the order of the classes, in any unit, each ≥ 0. */
export type Costs = readonly (readonly number[])[]

/** Refuses a matrix that is not `classCount × classCount` of finite numbers ≥ 0. */
export function checkCosts(who: string, costs: Costs, classCount: number): void {
  if (!Array.isArray(costs) || costs.length !== classCount || costs.some((row) => row?.length !== classCount)) {
    const shape = Array.isArray(costs) ? costs.map((row) => row?.length ?? 0).join(', ') : 'none'
    throw new OptionError(
      `${who}: \`costs\` must have ${classCount} rows of ${classCount} numbers, a row for each true class; its rows have ${shape || 'none'}.`,
    )
  }
  for (const [truth, row] of costs.entries()) {
    for (const [decided, cost] of row.entries()) {
      if (!(Number.isFinite(cost) && cost >= 0)) {
        throw new OptionError(
          `${who}: \`costs[${truth}][${decided}]\` must be a number of at least 0; it is ${cost}. Add a constant to every row to make it so.`,
        )
      }
    }
  }
}

/**
 * The probability of the second class from which deciding for it is the cheaper way:
 * (c_fp − c_tn) / ((c_fp − c_tn) + (c_fn − c_tp)). It may lie outside 0 … 1, where one class always wins. Right for
 * calibrated probabilities only. Throws `OptionError` when mistakes are on the whole no dearer than being right.
 *
 * C. Elkan, "The Foundations of Cost-Sensitive Learning", IJCAI 2001.
 */
export function costThreshold(costs: Costs): number {
  checkCosts('costThreshold', costs, 2)
  const [[tn, fp], [fn, tp]] = costs as [[number, number], [number, number]]
  const falseAlarm = fp - tn
  const miss = fn - tp
  if (!(falseAlarm + miss > 0)) {
    throw new OptionError(
      'costThreshold: these `costs` make mistakes no dearer than being right; swap rows and columns?',
    )
  }
  return falseAlarm / (falseAlarm + miss)
}

/** What decisions cost, in all and a row. `predicted` holds class codes. */
export function expectedCost(
  truth: Labels,
  predicted: ArrayLike<number>,
  costs: Costs,
  sampleWeight?: Float64Array,
): { readonly total: number; readonly perRow: number } {
  const classCount = truth.classes.length
  checkCosts('expectedCost', costs, classCount)
  const rowCount = truth.codes.length
  if (predicted.length !== rowCount || (sampleWeight && sampleWeight.length !== rowCount)) {
    throw new DataError(
      `expectedCost: there are ${rowCount} rows, ${predicted.length} decisions and ${sampleWeight?.length ?? rowCount} weights; give one of each a row.`,
    )
  }
  let total = 0
  let mass = 0
  for (let row = 0; row < rowCount; row++) {
    const cost = costs[truth.codes[row]!]![predicted[row]!]
    if (cost === undefined) {
      throw new DataError(
        `expectedCost: row ${row} is decided as class code ${predicted[row]}; there are ${classCount} classes.`,
      )
    }
    const weight = sampleWeight ? sampleWeight[row]! : 1
    total += weight * cost
    mass += weight
  }
  return { total, perRow: mass > 0 ? total / mass : Number.NaN }
}

/** What a row costs when every row is decided as one class: one number a class, by code. The cheapest is to beat. */
export function trivialCosts(y: Labels, costs: Costs, sampleWeight?: Float64Array): Float64Array {
  return Float64Array.from(y.classes, (_, code) => {
    return expectedCost(y, new Int32Array(y.codes.length).fill(code), costs, sampleWeight).perRow
  })
}
