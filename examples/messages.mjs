// Texts for the examples: the real file where it is, else messages made of two vocabularies that overlap.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { random } from 'evenkeel/core'
import { openTable } from 'evenkeel/tables'

const folder = process.env.EVENKEEL_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url))

/** The path of a data file, or undefined where it is absent. */
export function dataFile(name) {
  const file = join(folder, name)
  return existsSync(file) ? file : undefined
}

/** Messages and whether each is spam. */
export async function readMessages() {
  const file = dataFile('sms-spam.tsv')
  if (file === undefined) return madeMessages(3000, 0.13)
  const table = await openTable(file, { header: false, columns: ['label', 'message'] })
  const [labels, texts] = [await table.texts('label'), await table.texts('message')]
  await table.close()
  return texts.map((text, row) => ({ text: text ?? '', spam: labels[row] === 'spam' }))
}

/** Seeded messages; one word in three of a spam message gives it away. */
export function madeMessages(count, share) {
  const common =
    'the you to and me is it my see call will at home later today ok good love time work we go now so just'.split(' ')
  const telling = 'free prize claim win cash urgent txt offer reward mobile guaranteed bonus'.split(' ')
  const draw = random('messages')
  const turns = draw.fork('spam').uniform(count)
  const lengths = draw.fork('length').randint(5, 16, count)
  const words = draw.fork('words').uniform(count * 32)
  return Array.from({ length: count }, (_, row) => {
    const spam = turns[row] < share
    const text = Array.from({ length: lengths[row] }, (_, at) => {
      const [which, place] = [words[row * 32 + 2 * at], words[row * 32 + 2 * at + 1]]
      const list = which < (spam ? 0.3 : 0.03) ? telling : common
      return list[Math.floor(place * list.length)]
    })
    return { text: `${text.join(' ')} ${row}`, spam }
  })
}
