import type { Matrix } from '../../core/index.ts'
import { averagePrecision, wilsonInterval } from '../../evaluation/index.ts'
import { type Check, finding, percent } from './check.ts'
import type { Finding } from './finding.ts'
import { outOfHalfScores } from './single-column-scores.ts'

/** Checks whose columns are left out of the job unless the user keeps them. */
const givingAway = new Set(['predicts-alone', 'concentrates-in-one-class', 'filled-for-one-class', 'id-like'])

/** The columns that the audit found to give the answer away, with the reason. */
export function giveawayColumns(findings: readonly Finding[]): { column: string; reason: string }[] {
  return findings
    .filter(({ check }) => givingAway.has(check))
    .map(({ subject, sentence }) => ({ column: subject!, reason: sentence }))
}

/** Columns that know the answer: they were filled in after the fact, or only name the row. */
export const checkGiveaways: Check = (input) => {
  const { data, distinct } = input
  if (!data.X) return []
  const found: Finding[] = []
  for (const [index, column] of data.X.columns.entries()) {
    const values = distinct.get(column.name)
    const verdict =
      (values !== undefined ? idLike(data.X, index, values) : undefined) ??
      concentrated(data.X, index, input) ??
      predictsAlone(data.X, index, input)
    if (verdict) found.push(verdict)
  }
  if (found.length === 0) found.push(finding('passed', 'giveaways', null, 'No column gives the answer away by itself.'))
  return found
}

function idLike(X: Matrix, index: number, distinct: number): Finding | undefined {
  const { name, kind } = X.columns[index]!
  if (X.rowCount < 50 || distinct < 0.98 * X.rowCount) return undefined
  if (kind === 'integer') {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let row = 0; row < X.rowCount; row++) {
      const value = X.data[row * X.columns.length + index]!
      if (value < low) low = value
      if (value > high) high = value
    }
    if (high - low + 1 > 1.1 * X.rowCount) return undefined
  } else if (kind !== 'category') return undefined
  return finding(
    'warning',
    'id-like',
    name,
    `Column "${name}" has a value of its own in nearly every row: it names the row, or counts it.`,
    'Left out. Name it as `id` to carry it along, or `keep` it if it means something.',
  )
}

/** The classes worth a test: all but the largest, the rarest first, 50 at most. */
function rareClasses({ data: { y } }: Parameters<Check>[0]): { code: number; count: number }[] {
  const counts = new Int32Array(y.classes.length)
  for (const code of y.codes) counts[code]!++
  const order = Array.from(counts, (count, code) => ({ code, count })).sort((a, b) => a.count - b.count)
  return order
    .slice(0, y.classes.length === 2 ? 2 : -1)
    .filter(({ count }) => count >= 5)
    .slice(0, 50)
}

function concentrated(X: Matrix, index: number, input: Parameters<Check>[0]): Finding | undefined {
  const { y } = input.data
  const width = X.columns.length
  const { name, kind } = X.columns[index]!
  const usual = mostCommon(X, index)
  const inside = new Int32Array(y.classes.length)
  let rows = 0
  for (let row = 0; row < X.rowCount; row++) {
    if (Object.is(X.data[row * width + index], usual.value)) continue
    inside[y.codes[row]!]!++
    rows++
  }
  if (rows < 10 || kind === 'boolean') return undefined
  for (const { code, count } of rareClasses(input)) {
    const share = count / X.rowCount
    const purity = inside[code]! / rows
    const missing = Number.isNaN(usual.value)
    if (missing && purity >= 0.98 && share <= 0.9 && wilsonInterval(inside[code]!, rows).low > share) {
      return finding(
        'warning',
        'filled-for-one-class',
        name,
        `Column "${name}" is filled almost only for "${y.classes[code]}" (${inside[code]} of ${rows} filled rows).`,
        'Left out: it was probably filled in after the fact. `keep` it if it is known beforehand.',
      )
    }
    const lift = wilsonInterval(inside[code]!, rows).low / share
    if (usual.count >= 0.8 * X.rowCount && lift >= 5) {
      return finding(
        'warning',
        'concentrates-in-one-class',
        name,
        `Column "${name}" is ${describe(usual.value, X, index)} in ${percent(usual.count / X.rowCount)} of the rows; where it is not, "${y.classes[code]}" is at least ${lift.toFixed(1)} times as frequent as overall.`,
        'Left out: it was probably filled in after the fact. `keep` it if it is known beforehand.',
      )
    }
  }
  return undefined
}

function describe(value: number, X: Matrix, index: number): string {
  if (Number.isNaN(value)) return 'empty'
  return X.columns[index]!.categories?.[value] ?? String(value)
}

function mostCommon(X: Matrix, index: number): { value: number; count: number } {
  const counts = new Map<number, number>()
  const width = X.columns.length
  for (let row = 0; row < X.rowCount; row++) {
    const value = X.data[row * width + index]!
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  let best = { value: Number.NaN, count: 0 }
  for (const [value, count] of counts) if (count > best.count) best = { value, count }
  return best
}

function predictsAlone(X: Matrix, index: number, input: Parameters<Check>[0]): Finding | undefined {
  const { y } = input.data
  const { name } = X.columns[index]!
  for (const { code, count } of rareClasses(input)) {
    if (count < 20 || count > X.rowCount - 20) continue
    const truth = Float64Array.from(y.codes, (other) => (other === code ? 1 : 0))
    const alone = averagePrecision(truth, outOfHalfScores(X, index, truth))
    const share = count / X.rowCount
    if (alone >= 0.9 && (alone - share) / (1 - share) >= 0.85) {
      return finding(
        'warning',
        'predicts-alone',
        name,
        `Column "${name}" alone nearly predicts "${y.classes[code]}" (average precision ${alone.toFixed(2)}).`,
        'Left out: it probably holds the answer. `keep` it if it is known beforehand.',
      )
    }
  }
  return undefined
}
