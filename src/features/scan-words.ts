import { isSpace, isWordCharacter } from './character-classes.ts'

/** Finds runs of characters in a text and writes where each starts and ends into `bounds`; returns how many there are. */
export type Scan = (text: string, bounds: Int32Array) => number

/** How long `bounds` must be for a text of that length. */
export function boundsLength(textLength: number): number {
  return textLength + 2
}

/** The matches of Python's `(?u)\b\w\w+\b`: runs of two or more letters, numerals and underscores. */
export const scanWords: Scan = (text, bounds) => {
  const length = text.length
  let found = 0
  let at = 0
  while (at < length) {
    const start = at
    let characters = 0
    while (at < length) {
      const unit = text.charCodeAt(at)
      const isPair = unit >= 0xd800 && unit <= 0xdbff && at + 1 < length
      if (!isWordCharacter(isPair ? text.codePointAt(at)! : unit)) break
      at += isPair ? 2 : 1
      characters++
    }
    if (characters >= 2) {
      bounds[found * 2] = start
      bounds[found * 2 + 1] = at
      found++
    }
    at++
  }
  return found
}

/** The parts between white space, as Python's `str.split()` cuts. */
export const scanParts: Scan = (text, bounds) => {
  const length = text.length
  let found = 0
  let at = 0
  while (at < length) {
    while (at < length && isSpace(text.charCodeAt(at))) at++
    const start = at
    while (at < length && !isSpace(text.charCodeAt(at))) at++
    if (at > start) {
      bounds[found * 2] = start
      bounds[found * 2 + 1] = at
      found++
    }
  }
  return found
}
