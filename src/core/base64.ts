/** Float64 values, little-endian, as base64. */
export function encodeFloats(values: Float64Array): string {
  const bytes = new Uint8Array(values.length * 8)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < values.length; i++) view.setFloat64(i * 8, values[i]!, true)
  return encodeBytes(bytes)
}

/** The inverse of `encodeFloats`. */
export function decodeFloats(text: string): Float64Array {
  const bytes = decodeBytes(text)
  const view = new DataView(bytes.buffer)
  const values = new Float64Array(bytes.length >> 3)
  for (let i = 0; i < values.length; i++) values[i] = view.getFloat64(i * 8, true)
  return values
}

/** Int32 values, little-endian, as base64. */
export function encodeIntegers(values: Int32Array): string {
  const view = new DataView(new ArrayBuffer(values.length * 4))
  for (let i = 0; i < values.length; i++) view.setInt32(i * 4, values[i]!, true)
  return encodeBytes(new Uint8Array(view.buffer))
}

/** The inverse of `encodeIntegers`. */
export function decodeIntegers(text: string): Int32Array {
  const { buffer } = decodeBytes(text)
  const view = new DataView(buffer)
  const values = new Int32Array(buffer.byteLength >> 2)
  for (let i = 0; i < values.length; i++) values[i] = view.getInt32(i * 4, true)
  return values
}

export function encodeBytes(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 0x2000) {
    // `apply` reads the bytes in place, where a spread would first make a list of them.
    text += String.fromCharCode.apply(null, bytes.subarray(start, start + 0x2000) as unknown as number[])
  }
  return btoa(text)
}

export function decodeBytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}
