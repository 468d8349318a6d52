import { answers, type Ratings } from './ratings.ts'

/**
 * The share of agreeing pairs of annotators, averaged over the items that at least two have answered; 0 to 1.
 *
 * Do not use it alone where one class is rare: two annotators who always say the common class agree almost always.
 * `krippendorffAlpha` takes away what chance would give.
 */
export function percentAgreement(ratings: Ratings): number {
  let sum = 0
  let items = 0
  for (const item of answers('percentAgreement', ratings)) {
    if (item.length < 2) continue
    let agreeing = 0
    for (let a = 0; a < item.length; a++) for (let b = 0; b < a; b++) if (item[a] === item[b]) agreeing++
    sum += agreeing / ((item.length * (item.length - 1)) / 2)
    items++
  }
  return sum / items
}
