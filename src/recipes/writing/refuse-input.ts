import { realpath } from 'node:fs/promises'
import { DataError } from '../../core/index.ts'

/** Refuses outputs that are the input itself, under another name or through a link too, before any work is done. */
export async function refuseInput(input: string, outputs: readonly string[], what = 'the input itself'): Promise<void> {
  const from = await realpath(input).catch(() => input)
  for (const output of outputs) {
    if ((await realpath(output).catch(() => output)) === from) {
      throw new DataError(`${output}: it is ${what}. Write to another place.`)
    }
  }
}
