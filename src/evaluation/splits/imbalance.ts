import type { UnitTable } from './unit-table.ts'

/** What a part without a class costs: more than any deviation. */
const absence = 1000

/**
 * How far an assignment of units to parts is from what was asked, kept up to date as units come and go: the sum over
 * parts and classes of the squared deviation from the part's share, relative to the size of the class and of the part,
 * and a penalty for each part that lacks a class which could be in all.
 */
export interface Imbalance {
  /** How many class counts were looked at so far; a measure of work done. */
  visits: number
  value(): number
  put(unit: number, part: number, sign: 1 | -1): void
  /** The change if `unit` came to `part` from outside. */
  arrival(unit: number, part: number): number
  /** The change if `leaving` went from one part to another and `coming` (or none, −1) the other way. */
  exchange(leaving: number, coming: number, from: number, to: number): number
}

export function imbalance(table: UnitTable, fractions: Float64Array): Imbalance {
  const { classCount, starts, codes, rows, totals } = table
  const parts = fractions.length
  const counts = new Float64Array(parts * classCount)
  const targets = Float64Array.from(
    counts,
    (_, at) => fractions[Math.floor(at / classCount)]! * totals[at % classCount]!,
  )
  const required = requiredClasses(table, fractions)
  const scales = Float64Array.from(totals, (total) => (total > 0 ? 1 / (total * total) : 0))
  const change = new Float64Array(classCount)
  const touched = new Int32Array(classCount)

  function shift(at: number, code: number, part: number, difference: number): number {
    const before = counts[at]! - targets[at]!
    const quadratic = (scales[code]! * difference * (2 * before + difference)) / fractions[part]!
    if (required[at] === 0) return quadratic
    const after = counts[at]! + difference
    return quadratic + absence * ((after === 0 ? 1 : 0) - (counts[at] === 0 ? 1 : 0))
  }

  return {
    visits: 0,
    value() {
      let sum = 0
      for (let at = 0; at < counts.length; at++) {
        const away = counts[at]! - targets[at]!
        sum += (scales[at % classCount]! * away * away) / fractions[Math.floor(at / classCount)]!
        if (required[at] === 1 && counts[at] === 0) sum += absence
      }
      return sum
    },
    put(unit, part, sign) {
      const base = part * classCount
      for (let at = starts[unit]!; at < starts[unit + 1]!; at++) counts[base + codes[at]!]! += sign * rows[at]!
    },
    arrival(unit, part) {
      const base = part * classCount
      let sum = 0
      for (let at = starts[unit]!; at < starts[unit + 1]!; at++) {
        sum += shift(base + codes[at]!, codes[at]!, part, rows[at]!)
      }
      this.visits += starts[unit + 1]! - starts[unit]!
      return sum
    },
    exchange(leaving, coming, from, to) {
      let count = 0
      for (let at = starts[leaving]!; at < starts[leaving + 1]!; at++) {
        change[codes[at]!] = rows[at]!
        touched[count++] = codes[at]!
      }
      if (coming >= 0) {
        for (let at = starts[coming]!; at < starts[coming + 1]!; at++) {
          const code = codes[at]!
          if (change[code] === 0) touched[count++] = code
          change[code]! -= rows[at]!
        }
      }
      let sum = 0
      for (let at = 0; at < count; at++) {
        const code = touched[at]!
        const difference = change[code]!
        change[code] = 0
        if (difference === 0) continue
        sum += shift(from * classCount + code, code, from, -difference)
        sum += shift(to * classCount + code, code, to, difference)
      }
      this.visits += 2 * count
      return sum
    },
  }
}

/**
 * Which class must be in which part: in all, where enough units have it; else in the largest parts, the later of equal
 * ones first (test before validation). Equal folds ask for nothing that they cannot all have.
 */
function requiredClasses(table: UnitTable, fractions: Float64Array): Uint8Array {
  const { classCount, unitCounts } = table
  const required = new Uint8Array(fractions.length * classCount)
  const bySize = [...fractions.keys()].sort((a, b) => fractions[b]! - fractions[a]! || b - a)
  const equal = fractions.every((fraction) => fraction === fractions[0])
  for (let code = 0; code < classCount; code++) {
    const able = Math.min(unitCounts[code]!, fractions.length)
    if (equal && able < fractions.length) continue
    for (const part of bySize.slice(0, able)) required[part * classCount + code] = 1
  }
  return required
}
