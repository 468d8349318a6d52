import type { ClassificationTask } from '../models/index.ts'

/** The rows of weight of the smallest class, and those of each other class, ascending. */
export interface ClassRows {
  readonly smallest: number
  /** How many rows the smallest class has. */
  readonly least: number
  /** By code. */
  readonly byClass: readonly Int32Array[]
}

/** Sorts the rows that have weight by class and finds the smallest class; the first of equal ones. */
export function largerClasses({ codes, weights, classCount }: ClassificationTask): ClassRows {
  const lists: number[][] = Array.from({ length: classCount }, () => [])
  for (let row = 0; row < codes.length; row++) if (weights[row]! > 0) lists[codes[row]!]!.push(row)
  let smallest = 0
  for (let code = 1; code < classCount; code++) if (lists[code]!.length < lists[smallest]!.length) smallest = code
  return { smallest, least: lists[smallest]!.length, byClass: lists.map((rows) => Int32Array.from(rows)) }
}

/** All the given rows, one list behind the other. */
export function joinRows(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
