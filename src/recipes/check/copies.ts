import { finding, percent } from '../audit/check.ts'
import type { Finding } from '../audit/finding.ts'
import type { PartFile, PartSet } from './part-file.ts'

/** Rows of held-out parts that stand in train, or in each other, too. */
export function checkCopiesAcross({ files }: PartSet): Finding[] {
  const found: Finding[] = []
  for (const [at, held] of files.entries()) {
    if (held.part === 'train') continue
    // Train is looked at first, then the held-out files before this one.
    const others = files.filter((other, place) => other.part === 'train' || (other.part !== held.part && place < at))
    for (const other of others) {
      const known = new Set(other.keys)
      const shared = held.keys.reduce((sum, key) => sum + (known.has(key) ? 1 : 0), 0)
      if (shared === 0) continue
      const share = shared / held.rowCount
      const usual = Math.min(1, other.coincidence * other.rowCount)
      const learned = other.part === 'train'
      const chance = share <= 3 * usual
      const remark = chance
        ? '; with so few different values that may be chance'
        : learned
          ? ': the model has seen what it is judged on'
          : ''
      found.push(
        finding(
          share >= 0.01 && learned && !chance ? 'error' : 'warning',
          'duplicates-across-parts',
          held.name,
          `${shared} of the ${held.rowCount} rows of ${held.name} (${percent(share)}) stand in ${other.name} too, after normalization${remark}.`,
          `Take them out of ${learned ? 'train' : 'one of the two'}, or split anew with evenkeel split, which keeps copies together.`,
        ),
      )
    }
  }
  return found.length > 0
    ? found
    : [finding('passed', 'duplicates-across-parts', null, 'No row stands in two parts, after normalization.')]
}

/** The same row with another label elsewhere. */
export function checkConflicts({ files, classes }: PartSet): Finding[] {
  const codeOf = new Map<number, number>()
  const conflicting = new Map<number, readonly [string, string, string, string]>()
  for (const { keys, codes, name } of files) {
    for (const [row, key] of keys.entries()) {
      const code = codes[row]!
      if (code < 0) continue
      const before = codeOf.get(key)
      if (before === undefined) codeOf.set(key, code)
      else if (before !== code && !conflicting.has(key)) {
        conflicting.set(key, [classes[before]!, classes[code]!, name, String(row + 1)])
      }
    }
  }
  if (conflicting.size === 0) {
    return [finding('passed', 'conflicting-labels', null, 'No two identical rows carry different classes.')]
  }
  const [one, other, name, row] = [...conflicting.values()][0]!
  return [
    finding(
      'warning',
      'conflicting-labels',
      name,
      `${conflicting.size} different ${conflicting.size === 1 ? 'row carries' : 'rows carry'} two classes; row ${row} of ${name}, say, is "${other}" there and "${one}" elsewhere.`,
      'Look at them and correct the labels; no model can tell them apart.',
    ),
  ]
}

/** How many rows of each class repeat an earlier row of their file, label and all. */
export function copiesByClass({ keys, codes }: PartFile, classCount: number): { copies: number[]; rows: number[] } {
  const copies = new Array<number>(classCount).fill(0)
  const rows = new Array<number>(classCount).fill(0)
  const seen = new Map<number, Set<number>>()
  for (const [row, key] of keys.entries()) {
    const code = codes[row]!
    if (code < 0) continue
    rows[code]!++
    const before = seen.get(key)
    if (before?.has(code)) copies[code]!++
    else if (before) before.add(code)
    else seen.set(key, new Set([code]))
  }
  return { copies, rows }
}

/** The class that seems to have been copied to balance classes; undefined where none does. */
export function oversampledClass(counted: { copies: number[]; rows: number[] }) {
  const shares = counted.rows.map((count, code) => (count === 0 ? 0 : counted.copies[code]! / count))
  const most = shares.indexOf(Math.max(...shares))
  const others = Math.max(0, ...shares.filter((_, code) => code !== most && counted.rows[code]! > 0))
  const share = shares[most] ?? 0
  return share > 0.3 && share > 5 * others && counted.copies[most]! >= 5 ? { code: most, share, others } : undefined
}

/** Copies inside validation and test. */
export function checkCopiesInside({ files, classes }: PartSet): Finding[] {
  const found: Finding[] = []
  for (const file of files) {
    if (file.part === 'train') continue
    const counted = copiesByClass(file, classes.length)
    const total = counted.copies.reduce((sum, count) => sum + count, 0)
    const grown = oversampledClass(counted)
    if (grown) {
      found.push(
        finding(
          'error',
          'resampled-held-out-parts',
          file.name,
          `${percent(grown.share)} of the rows of "${classes[grown.code]}" in ${file.name} are copies of each other, against ${percent(grown.others)} elsewhere: the ${file.part} part seems to have been oversampled.`,
          'Judge on the rows as they came in; only train is rebalanced, after the split.',
        ),
      )
    } else if (total / file.rowCount > 0.01) {
      found.push(
        finding(
          'warning',
          'duplicates-inside-part',
          file.name,
          `${total} of the ${file.rowCount} rows of ${file.name} (${percent(total / file.rowCount)}) repeat an earlier row exactly; each counts again in every figure.`,
          'Keep one of each, or know that they weigh more.',
        ),
      )
    }
  }
  return found
}
