import { type ClassName, DataError } from '../../core/index.ts'
import { percentAgreement } from './percent-agreement.ts'
import { answers, type Ratings } from './ratings.ts'

/**
 * Fleiss' kappa: agreement of several annotators beyond chance, 1 for perfect, 0 for what chance gives. Every item
 * needs the same number of answers, but not by the same annotators; otherwise use `krippendorffAlpha`.
 *
 * J. L. Fleiss, "Measuring nominal scale agreement among many raters", Psychological Bulletin 76, 1971.
 */
export function fleissKappa(ratings: Ratings): number {
  const given = answers('fleissKappa', ratings)
  const count = given[0]!.length
  const shares = new Map<ClassName, number>()
  for (const [at, item] of given.entries()) {
    if (item.length !== count) {
      throw new DataError(
        `fleissKappa: item ${at} has ${item.length} answers and item 0 has ${count}. Use krippendorffAlpha, which allows gaps.`,
      )
    }
    for (const value of item) shares.set(value, (shares.get(value) ?? 0) + 1 / (given.length * count))
  }
  let chance = 0
  for (const share of shares.values()) chance += share * share
  return shares.size === 1 ? 1 : (percentAgreement(ratings) - chance) / (1 - chance)
}
