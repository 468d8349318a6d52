import { realpath } from 'node:fs/promises'
import { DataError } from '../../core/index.ts'
import { refuseInput } from '../writing/refuse-input.ts'

/** Refuses to write over the input or the held-out file, and to hold out the input from itself. */
export async function refuseSameFiles(input: string, output: string, test: string | undefined): Promise<void> {
  await refuseInput(input, [output])
  if (test === undefined) return
  await refuseInput(test, [output], 'the test file')
  const [own, held] = await Promise.all([input, test].map((path) => realpath(path).catch(() => path)))
  if (own === held) {
    throw new DataError(
      `${test}: it is the input itself, from which no row was held out. Name another file as \`test\`.`,
    )
  }
}
