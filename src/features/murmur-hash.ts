/** MurmurHash3, 32 bits, of the bytes from `start` to `end`, as a signed integer. Austin Appleby, public domain. */
export function murmurHash(bytes: Uint8Array, start: number, end: number, seed = 0): number {
  const length = end - start
  const blocksEnd = start + (length & ~3)
  let hash = seed | 0
  for (let at = start; at < blocksEnd; at += 4) {
    let k = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    k = Math.imul(k, 0xcc9e2d51)
    k = (k << 15) | (k >>> 17)
    hash ^= Math.imul(k, 0x1b873593)
    hash = (hash << 13) | (hash >>> 19)
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0
  }
  const rest = length & 3
  if (rest > 0) {
    let k = bytes[blocksEnd]!
    if (rest > 1) k |= bytes[blocksEnd + 1]! << 8
    if (rest > 2) k |= bytes[blocksEnd + 2]! << 16
    k = Math.imul(k, 0xcc9e2d51)
    k = (k << 15) | (k >>> 17)
    hash ^= Math.imul(k, 0x1b873593)
  }
  hash ^= length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
