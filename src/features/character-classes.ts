const unknown = 0
const other = 1
const word = 2
const table = new Uint8Array(0x10000)
const wordCharacter = /^[\p{L}\p{N}_]$/u

/** Whether the character is one that Python's `\w` matches: a letter, a numeral or `_`; combining marks are not. */
export function isWordCharacter(codePoint: number): boolean {
  if (codePoint > 0xffff) return wordCharacter.test(String.fromCodePoint(codePoint))
  const known = table[codePoint]!
  if (known !== unknown) return known === word
  const is = wordCharacter.test(String.fromCharCode(codePoint))
  table[codePoint] = is ? word : other
  return is
}

/** Whether the character is one at which Python's `str.split()` cuts. */
export function isSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || (unit >= 0x1c && unit <= 0x1f)
  return (
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  )
}
