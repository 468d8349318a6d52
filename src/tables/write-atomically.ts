import { createReadStream, createWriteStream } from 'node:fs'
import { realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DataError } from '../core/index.ts'
import { fileError } from './file-error.ts'
import { temporaryFolder } from './temporary-folder.ts'

let serial = 0

/**
 * Writes a file so that it is either whole or not there: `write` gets a temporary name beside it, which then takes its
 * place. A device or pipe (`/dev/stdout`, `/dev/full`) is written to directly, never replaced; a link is followed. After
 * an error or abort nothing is left and a file that stood there before is as it was.
 */
export async function writeAtomically(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  try {
    if (await isDevice(path)) await writeThrough(path, write)
    else await writeBeside(await target(path), write)
  } catch (error) {
    throw fileError(path, error, 'written')
  }
}

async function writeBeside(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  await stat(dirname(path))
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${serial++}.part`)
  const cleanUp = () => rm(temporary, { force: true })
  try {
    await write(temporary)
    await rename(temporary, path)
  } catch (error) {
    await cleanUp()
    throw error
  }
}

async function writeThrough(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const folder = temporaryFolder()
  try {
    const temporary = join(folder.path, 'out')
    await write(temporary)
    await pipeline(createReadStream(temporary), createWriteStream(path))
  } finally {
    folder.remove()
  }
}

async function isDevice(path: string): Promise<boolean> {
  if (/^\/(dev|proc)\//.test(path)) return true
  const facts = await stat(path).catch(() => undefined)
  if (facts?.isDirectory()) throw new DataError(`${path}: it is a folder; a file is to be written.`)
  return facts !== undefined && !facts.isFile()
}

function target(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}
