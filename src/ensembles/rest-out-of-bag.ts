import { decodeFloats, decodeIntegers, encodeFloats, encodeIntegers, OptionError } from '../core/index.ts'
import { meansOfTally, type OutOfBag, type OutOfBagTally } from '../models/index.ts'

/** What has been said out of bag, as plain JSON, which has no NaN; the sums, so that more members can be added. */
export interface SavedOutOfBag {
  readonly sums: string
  readonly counts: string
  readonly score: number | null
}

/** Writes what has been said out of bag. */
export function restOutOfBag({ sums, counts, score }: OutOfBag): SavedOutOfBag {
  return { sums: encodeFloats(sums), counts: encodeIntegers(counts), score: Number.isNaN(score) ? null : score }
}

/** The tally of an ensemble that is given more members: they must judge the same rows. */
export function wakeTally(who: string, saved: SavedOutOfBag, rowCount: number): OutOfBagTally {
  const counts = decodeIntegers(saved.counts)
  if (counts.length !== rowCount) {
    throw new OptionError(
      `${who}: \`from\` has judged ${counts.length} rows and X has ${rowCount}. Give the same rows, or turn \`oobScore\` off.`,
    )
  }
  return { sums: decodeFloats(saved.sums), counts }
}

/** What a fitted ensemble tells of it. */
export function wakeOutOfBag(saved: SavedOutOfBag | undefined) {
  return {
    /**
     * What the members that did not see a row say of it, `rows × classes that had rows`; NaN where every member saw it;
     * undefined without the option `oobScore`.
     */
    oobProbabilities: saved && meansOfTally(decodeFloats(saved.sums), decodeIntegers(saved.counts)),
    /** How many rows they are right about, as a share of those judged; undefined without the option `oobScore`. */
    oobScore: saved && (saved.score ?? NaN),
  }
}
