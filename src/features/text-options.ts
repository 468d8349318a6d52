import { DataError, z } from '../core/index.ts'

/** How texts are cut, shared by the vectorizers. */
export const textOptions = z.strictObject({
  ngramRange: z
    .tuple([z.int().min(1).max(20), z.int().min(1).max(20)])
    .refine(([shortest, longest]) => shortest <= longest, 'the first length must not exceed the second')
    .default([1, 1])
    .describe('shortest and longest n-gram, in words or characters'),
  analyzer: z
    .enum(['word', 'char_wb'])
    .default('word')
    .describe('n-grams of words, or of the characters of each word with a blank before and after'),
  lowercase: z.boolean().default(true).describe('make texts lower case first'),
  norm: z.enum(['l2', 'l1', 'none']).default('l2').describe('what each row is divided by'),
})

export type TextOptions = Readonly<z.output<typeof textOptions>>

/** Refuses a row that is not a text. */
export function checkText(who: string, text: unknown, row: number): asserts text is string {
  if (typeof text === 'string') return
  throw new DataError(
    `${who}: row ${row} is ${text === null ? 'null' : typeof text}, not a text. Fill missing texts with "" first.`,
  )
}

/** Divides the entries from `start` to `end` by their norm; a row of zeros stays. */
export function normalize(data: Float64Array, start: number, end: number, norm: TextOptions['norm']): void {
  if (norm === 'none') return
  let sum = 0
  for (let at = start; at < end; at++) sum += norm === 'l2' ? data[at]! * data[at]! : Math.abs(data[at]!)
  const length = norm === 'l2' ? Math.sqrt(sum) : sum
  if (length === 0) return
  for (let at = start; at < end; at++) data[at] = data[at]! / length
}
