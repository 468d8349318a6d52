import { type ClassName, DataError } from '../../core/index.ts'

/** What annotators said: one list an item, one place an annotator, `null` where one said nothing. */
export type Ratings = readonly (readonly (ClassName | null)[])[]

/** The answers of each item without gaps; every item has as many places as the first. */
export function answers(who: string, ratings: Ratings): ClassName[][] {
  const width = ratings[0]?.length ?? 0
  const given = ratings.map((item, at) => {
    if (item.length !== width) {
      throw new DataError(
        `${who}: item ${at} has ${item.length} places and item 0 has ${width}. Give one place an annotator, null where one said nothing.`,
      )
    }
    return item.filter((value): value is ClassName => value !== null)
  })
  if (given.some((item) => item.length >= 2)) return given
  throw new DataError(`${who}: no item was answered by two annotators. Have some items annotated twice.`)
}
