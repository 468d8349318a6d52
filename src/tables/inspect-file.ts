import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { breathe, type Context, DataError } from '../core/index.ts'
import { fileError } from './file-error.ts'

/** What one pass over the bytes of a file tells. */
export interface FileFacts {
  readonly sha256: string
  readonly size: number
  /** The first bytes, a megabyte at most. */
  readonly head: Uint8Array
  readonly hasZeroByte: boolean
  /** Whether all of it is valid UTF-8. */
  readonly isUtf8: boolean
}

const headSize = 1 << 20

/** Refuses what cannot be a table at all: no file, a folder, an empty file. */
export async function checkFile(path: string): Promise<number> {
  try {
    const facts = await stat(path)
    if (facts.isDirectory()) throw new DataError(`${path}: it is a folder; a file is needed.`)
    if (!facts.isFile()) throw new DataError(`${path}: it is not a plain file; copy it into one first.`)
    if (facts.size === 0) throw new DataError(`${path}: the file is empty.`)
    return facts.size
  } catch (error) {
    throw fileError(path, error, 'read')
  }
}

/** What differs once a file was written anew: which file it is, its size, and when it was changed, to the nanosecond. */
export async function fileStamp(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs } = await stat(path, { bigint: true })
    return [dev, ino, size, mtimeNs].join(' ')
  } catch (error) {
    throw fileError(path, error, 'read')
  }
}

/** The SHA-256 of the bytes of a file, in hexadecimal. */
export async function hashFile(path: string, context: Context = {}): Promise<string> {
  const total = await checkFile(path)
  const hash = createHash('sha256')
  let done = 0
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
      hash.update(piece)
      done += piece.length
      await breathe(context, { stage: 'hashing', done, total })
    }
  } catch (error) {
    throw fileError(path, error, 'read')
  }
  return hash.digest('hex')
}

/** Reads the file once, piece by piece. */
export async function inspectFile(path: string, context: Context = {}): Promise<FileFacts> {
  const size = await checkFile(path)
  const hash = createHash('sha256')
  const head = Buffer.alloc(Math.min(size, headSize))
  let done = 0
  let hasZeroByte = false
  let valid = true
  let rest: Uint8Array = new Uint8Array(0)
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
      hash.update(piece)
      if (done < head.length) piece.copy(head, done)
      done += piece.length
      hasZeroByte ||= piece.includes(0)
      if (valid) {
        const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
        const whole = bytes.length - openSequence(bytes)
        valid = isUtf8(bytes.subarray(0, whole))
        rest = bytes.subarray(whole)
      }
      await breathe(context, { stage: 'hashing', done, total: size })
    }
  } catch (error) {
    throw fileError(path, error, 'read')
  }
  return { sha256: hash.digest('hex'), size, head, hasZeroByte, isUtf8: valid && rest.length === 0 }
}

/** How many bytes at the end begin a UTF-8 sequence that is not finished. */
function openSequence(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}
