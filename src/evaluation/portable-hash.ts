import { sortedOrder } from './scores/sorted-order.ts'

/**
 * The order of rows by a hash that every engine can compute: the first 15 hexadecimal digits of
 * `md5(seed || ':' || id)`, ascending, ties by row. In SQL: `ORDER BY substr(md5('7:' || id), 1, 15)`.
 *
 * Ids are hashed as UTF-8 text; without `ids` a row's id is its number, from 0. A million rows take about half a second.
 */
export function portableOrder(
  seed: number | string,
  rowCount: number,
  ids?: ArrayLike<string | number> | undefined,
): Int32Array {
  const { leading, trailing } = portableKeys(seed, rowCount, ids)
  const order = sortedOrder(leading)
  for (let at = 1; at < rowCount; at++) {
    const row = order[at]!
    let to = at
    while (to > 0 && leading[order[to - 1]!] === leading[row] && trailing[order[to - 1]!]! > trailing[row]!) {
      order[to] = order[--to]!
    }
    order[to] = row
  }
  return order
}

/** The 60-bit hash of every row: its leading 53 bits as an exact number, and the 7 that are left. */
function portableKeys(
  seed: number | string,
  rowCount: number,
  ids: ArrayLike<string | number> | undefined,
): { leading: Float64Array; trailing: Uint8Array } {
  const encoder = new TextEncoder()
  const prefix = encoder.encode(`${seed}:`)
  const leading = new Float64Array(rowCount)
  const trailing = new Uint8Array(rowCount)
  let message = new Uint8Array(prefix.length + 24)
  message.set(prefix)
  for (let row = 0; row < rowCount; row++) {
    let length = prefix.length
    if (ids) {
      const id = encoder.encode(String(ids[row]))
      if (message.length < length + id.length) {
        message = new Uint8Array(2 * (length + id.length))
        message.set(prefix)
      }
      message.set(id, length)
      length += id.length
    } else {
      length = writeDigits(message, length, row)
    }
    md5(message, length)
    const high = bigEndian(state[0]!) >>> 4
    const low = (((bigEndian(state[0]!) & 15) << 28) | (bigEndian(state[1]!) >>> 4)) >>> 0
    leading[row] = high * 0x2000000 + (low >>> 7)
    trailing[row] = low & 127
  }
  return { leading, trailing }
}

/** The first 15 hexadecimal digits of the MD5 digest of a text, for whom wants to look at one row. */
export function portableHash(seed: number | string, id: string | number): string {
  const message = new TextEncoder().encode(`${seed}:${id}`)
  md5(message, message.length)
  const digits = [state[0]!, state[1]!].map((word) => bigEndian(word).toString(16).padStart(8, '0'))
  return digits.join('').slice(0, 15)
}

function writeDigits(message: Uint8Array, start: number, number: number): number {
  let end = start + 1
  for (let rest = number; rest >= 10; rest = Math.floor(rest / 10)) end++
  let rest = number
  for (let at = end - 1; at >= start; at--) {
    message[at] = 48 + (rest % 10)
    rest = Math.floor(rest / 10)
  }
  return end
}

function bigEndian(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0
}

const state = new Int32Array(4)
const block = new Int32Array(16)
const rotations = Uint8Array.of(7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21)
// biome-ignore format: a table reads best as a table
const sines = Int32Array.of(
  0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
  0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
  0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
  0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
  0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
  0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
  0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
  0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
)

/** R. Rivest, RFC 1321. Leaves the digest in `state`. */
function md5(message: Uint8Array, length: number): void {
  state[0] = 0x67452301
  state[1] = 0xefcdab89 | 0
  state[2] = 0x98badcfe | 0
  state[3] = 0x10325476
  const blocks = ((length + 8) >>> 6) + 1
  for (let start = 0; start < blocks * 64; start += 64) {
    block.fill(0)
    const end = Math.min(length, start + 64)
    for (let at = start; at < end; at++) block[(at - start) >> 2]! |= message[at]! << ((at & 3) << 3)
    if (length >= start && length < start + 64) block[(length - start) >> 2]! |= 0x80 << ((length & 3) << 3)
    if (start + 64 === blocks * 64) block[14] = length << 3
    digestBlock()
  }
}

function digestBlock(): void {
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  for (let step = 0; step < 64; step++) {
    const round = step >> 4
    let mixed: number
    let word: number
    if (round === 0) {
      mixed = (b & c) | (~b & d)
      word = step
    } else if (round === 1) {
      mixed = (d & b) | (~d & c)
      word = (5 * step + 1) & 15
    } else if (round === 2) {
      mixed = b ^ c ^ d
      word = (3 * step + 5) & 15
    } else {
      mixed = c ^ (b | ~d)
      word = (7 * step) & 15
    }
    const sum = (a + mixed + sines[step]! + block[word]!) | 0
    const turn = rotations[(round << 2) | (step & 3)]!
    a = d
    d = c
    c = b
    b = (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0
  }
  state[0] = (state[0]! + a) | 0
  state[1] = (state[1]! + b) | 0
  state[2] = (state[2]! + c) | 0
  state[3] = (state[3]! + d) | 0
}
