import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { DataError } from '../../core/index.ts'

/**
 * Fills a folder as a whole: `write` puts its files into a temporary folder inside it, and they are moved into place
 * only when it has finished. On an error or an abort nothing is left, and files of an earlier run stay as they were.
 */
export async function writeFolder(folder: string, write: (staging: string) => Promise<void>): Promise<void> {
  const created = await makeFolder(resolve(folder)).catch((error: NodeJS.ErrnoException) => {
    throw new DataError(`${folder}: this folder cannot be made (${error.code}). Name another with --out.`)
  })
  const staging = await mkdtemp(join(folder, '.partial-')).catch((error: NodeJS.ErrnoException) => {
    throw new DataError(`${folder}: nothing can be written there (${error.code}). Name another folder with --out.`)
  })
  try {
    await write(staging)
    for (const file of await readdir(staging)) await rename(join(staging, file), join(folder, file))
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    if (created) await rm(created, { recursive: true, force: true })
    throw error
  }
  await rm(staging, { recursive: true, force: true })
}

/**
 * Makes a folder and those above it; returns the topmost that was made. The recursive `mkdir` of Node never ends where
 * the system answers that a folder above is missing although it is there, as it does in /proc.
 */
async function makeFolder(path: string): Promise<string | undefined> {
  try {
    await mkdir(path)
    return path
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return undefined
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    const above = await makeFolder(dirname(path))
    try {
      await mkdir(path)
    } catch (failure) {
      if (above) await rm(above, { recursive: true, force: true })
      throw failure
    }
    return above ?? path
  }
}
