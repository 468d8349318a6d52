import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type Context, DataError } from '../core/index.ts'
import { byteOrderMark, type Decoder, decoder, type Encoding, guessUtf16 } from './encoding.ts'
import { fileError } from './file-error.ts'
import { type FileFacts, inspectFile } from './inspect-file.ts'
import type { TemporaryFolder } from './temporary-folder.ts'

/** A text as the engine can read it: UTF-8 in a file, without byte order mark. */
export interface PreparedText {
  /** The file itself, or a temporary copy. */
  readonly path: string
  /** The first megabyte at most, cut after a whole line where it is cut. */
  readonly sample: string
  readonly notes: readonly string[]
}

/** Unpacks and transcodes a text into the temporary folder where it is not plain UTF-8 already. */
export async function prepareText(
  path: string,
  facts: FileFacts,
  wanted: Encoding | undefined,
  folder: TemporaryFolder,
  context: Context,
): Promise<PreparedText> {
  const notes: string[] = []
  let source = path
  let known = facts
  if (facts.head[0] === 0x1f && facts.head[1] === 0x8b) {
    source = join(folder.path, 'unpacked')
    await copy(path, source, path, context, createGunzip())
    known = await inspectFile(source, context).catch(() => {
      throw new DataError(`${path}: the packed file is empty.`)
    })
    notes.push('gzip unpacked')
  }
  const { head } = known
  const mark = byteOrderMark(head)
  const encoding = wanted ?? mark?.encoding ?? guessUtf16(head) ?? (known.isUtf8 ? 'utf-8' : 'windows-1252')
  const wide = encoding.startsWith('utf-16')
  if (!wide) refuseBinary(path, known)
  if (encoding !== 'utf-8' || mark || !known.isUtf8) {
    if (encoding !== 'utf-8') notes.push(`read as ${encoding}`)
    const target = join(folder.path, 'text')
    await copy(source, target, path, context, recode(decoder(path, encoding), mark))
    source = target
    known = await inspectFile(target, context).catch(() => {
      throw new DataError(`${path}: the file is empty.`)
    })
    if (wide) refuseBinary(path, known)
  }
  return { path: source, sample: sampleOf(known), notes }
}

async function copy(
  from: string,
  to: string,
  path: string,
  { signal }: Context,
  through: NodeJS.ReadWriteStream | ((source: AsyncIterable<Buffer>) => AsyncIterable<string>),
): Promise<void> {
  const options = signal ? { signal } : {}
  try {
    await pipeline(createReadStream(from), through, createWriteStream(to), options)
  } catch (error) {
    signal?.throwIfAborted()
    if (/^Z_|header|unexpected end/.test(`${(error as NodeJS.ErrnoException).code} ${(error as Error).message}`)) {
      throw new DataError(`${path}: it is not a whole gzip file.`, { cause: error })
    }
    throw fileError(path, error, 'read')
  }
}

function recode(inner: Decoder, mark: { encoding: Encoding; length: number } | undefined) {
  return async function* (source: AsyncIterable<Buffer>): AsyncIterable<string> {
    let first = true
    for await (const piece of source) {
      yield inner.decode(first && mark?.encoding === 'utf-8' ? piece.subarray(3) : piece)
      first = false
    }
    yield inner.end()
  }
}

/** Control characters that no text has. */
function refuseBinary(path: string, { head, hasZeroByte }: FileFacts): void {
  const start = Buffer.from(head.subarray(0, 4)).toString('latin1')
  if (start === 'PAR1') throw new DataError(`${path}: it is a Parquet file. Give \`format\` parquet.`)
  let strange = 0
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 27) || byte === 0x7f) strange++
  if (hasZeroByte || strange > head.length / 100) {
    throw new DataError(`${path}: it is a binary file, not a text; tables are CSV, TSV, JSON, JSONL or Parquet.`)
  }
}

function sampleOf({ head, size }: FileFacts): string {
  if (size <= head.length) return new TextDecoder().decode(head)
  const end = head.lastIndexOf(10)
  return new TextDecoder().decode(head.subarray(0, end < 0 ? head.length : end + 1))
}
