import { z } from '../core/index.ts'

const sentence = 'must be a whole number or a word'

/**
 * The seed of everything that draws: a whole number or a text. The same seed gives the same rows. A text that reads as a
 * number that is not whole, or too large to be exact, is refused: `1.5` is hardly meant to be a word.
 */
export const seedOption = z
  .union([z.int(), z.string().refine(isWord, { error: sentence, abort: true })], { error: sentence })
  .default(0)
  .describe('the same seed, a whole number or a word, gives the same rows')

function isWord(text: string): boolean {
  const value = Number(text)
  return Number.isNaN(value) || Number.isSafeInteger(value)
}
