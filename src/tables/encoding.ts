import { DataError } from '../core/index.ts'

/** The encodings in which a text can lie. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1' | 'windows-1252'

/** Bytes in, text out, piece by piece; `end` gives what was left. */
export interface Decoder {
  decode(bytes: Uint8Array): string
  end(): string
}

/** The encoding that a byte order mark tells, with the length of the mark. */
export function byteOrderMark(bytes: Uint8Array): { encoding: Encoding; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return undefined
}

/** UTF-16 without a mark: Latin texts have a zero in nearly every second byte. */
export function guessUtf16(bytes: Uint8Array): Encoding | undefined {
  const pairs = Math.min(bytes.length, 4096) >> 1
  let even = 0
  let odd = 0
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) even++
    if (bytes[2 * i + 1] === 0) odd++
  }
  if (pairs > 0 && odd > 0.7 * pairs && even < 0.05 * pairs) return 'utf-16le'
  if (pairs > 0 && even > 0.7 * pairs && odd < 0.05 * pairs) return 'utf-16be'
  return undefined
}

/** A decoder that drops the byte order mark and refuses bytes that its encoding cannot hold. */
export function decoder(path: string, encoding: Encoding): Decoder {
  if (encoding === 'latin1' || encoding === 'windows-1252') {
    const read = encoding === 'latin1' ? latin1 : windows1252
    return { decode: read, end: () => '' }
  }
  const inner = new TextDecoder(encoding, { fatal: true })
  const guarded = (decode: () => string) => {
    try {
      return decode()
    } catch (cause) {
      throw new DataError(`${path}: its bytes are not ${encoding}. Give another \`encoding\`.`, { cause })
    }
  }
  return {
    decode: (bytes) => guarded(() => inner.decode(bytes, { stream: true })),
    end: () => guarded(() => inner.decode()),
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

/** What windows-1252 has at 0x80 … 0x9f. Written out, since `TextDecoder` reads them differently between versions of Node. */
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function windows1252(bytes: Uint8Array): string {
  return latin1(bytes).replace(/[\u0080-\u009f]/g, (unit) => upper[unit.charCodeAt(0) - 0x80]!)
}
