import { writeFile } from 'node:fs/promises'
import { writeAtomically } from '../../tables/index.ts'
import { refuseInput } from './refuse-input.ts'

/** Writes a page whole or not at all; refuses to write over one of the inputs. */
export async function writeReport(path: string, page: string, inputs: readonly string[]): Promise<void> {
  for (const input of inputs) await refuseInput(input, [path])
  await writeAtomically(path, (temporary) => writeFile(temporary, page))
}
