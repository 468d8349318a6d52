import { access, constants, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { DataError } from '../../core/index.ts'
import { refuseInput } from './refuse-input.ts'

const runFiles = [
  'report.html',
  'metrics.json',
  'recipe.json',
  'model.json',
  'train.balanced.parquet',
  'train.balanced.csv',
  'split.parquet',
]

/**
 * Says at once what `saveRun` would find out at the end: that the folder of a run is a file, cannot be written to, or
 * holds the input under a name that the run writes. Nothing is made.
 */
export async function checkFolder(folder: string, input: string): Promise<void> {
  let there = resolve(folder)
  let facts = await stat(there).catch(() => undefined)
  while (!facts && dirname(there) !== there) {
    there = dirname(there)
    facts = await stat(there).catch(() => undefined)
  }
  if (facts && !facts.isDirectory()) {
    throw new DataError(
      `${folder}: ${there === resolve(folder) ? 'this' : there} is a file, not a folder. Name another.`,
    )
  }
  await access(there, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    throw new DataError(`${folder}: nothing can be written there (${error.code}). Name another folder.`)
  })
  await refuseInput(
    input,
    runFiles.map((name) => join(folder, name)),
  )
}
