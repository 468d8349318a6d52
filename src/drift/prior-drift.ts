import { countClasses, DataError, type Labels } from '../core/index.ts'
import { estimatePriors, type Interval, wilsonInterval } from '../evaluation/index.ts'
import { chiSquare, jensenShannon } from './counted-samples.ts'

/** How the shares of the classes have changed. */
export interface PriorDrift {
  readonly classes: readonly {
    readonly class: string
    readonly reference: number
    /** With Wilson's interval where labels are known. */
    readonly current: Interval
  }[]
  readonly jensenShannon: number
  /** Of the chi-square test; null where the shares are estimated. */
  readonly pValue: number | null
}

/** Compares the class shares of labeled data. Both are coded over the same classes. */
export function priorDrift(reference: Labels, current: Labels): PriorDrift {
  if (reference.classes.length !== current.classes.length) {
    throw new DataError(
      'priorDrift: the two have different classes. Code both over the same classes, with `labelsFromCodes`.',
    )
  }
  const counts = {
    reference: Float64Array.from(countClasses(reference)),
    current: Float64Array.from(countClasses(current)),
  }
  return {
    classes: reference.classes.map((name, code) => ({
      class: String(name),
      reference: counts.reference[code]! / reference.codes.length,
      current: wilsonInterval(counts.current[code]!, current.codes.length, 0.95),
    })),
    jensenShannon: jensenShannon(counts),
    pValue: chiSquare(counts).pValue,
  }
}

/**
 * Estimates the class shares of data without labels, from the probabilities that a calibrated model gives them (see
 * `estimatePriors`, whose assumption it shares: only the shares have changed). Intervals are not known: they are NaN.
 */
export function estimatedPriorDrift(reference: Labels, proba: Float64Array): PriorDrift {
  const shares = Float64Array.from(countClasses(reference), (count) => count / reference.codes.length)
  const { priors } = estimatePriors(proba, shares)
  return {
    classes: reference.classes.map((name, code) => ({
      class: String(name),
      reference: shares[code]!,
      current: { value: priors[code]!, low: Number.NaN, high: Number.NaN },
    })),
    jensenShannon: jensenShannon({ reference: shares, current: priors }),
    pValue: null,
  }
}
