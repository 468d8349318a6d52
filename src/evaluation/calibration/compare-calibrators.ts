import {
  breathe,
  type Context,
  countClasses,
  type Labels,
  log,
  random,
  rowsByClass,
  takeLabels,
} from '../../core/index.ts'
import type { AnyCalibratorName, Calibrator, SavedCalibrator } from './calibrator.ts'

/** How calibrators are compared. */
export interface Comparison {
  readonly folds: number
  readonly seed: number | string
  /** Of more rows so many are looked at, rare classes whole, each row counting for those that it stands for. */
  readonly maxRows: number
  readonly sampleWeight: Float64Array | undefined
}

const isotonicRows = 1000
const isotonicPositives = 50
const epsilon = 2 ** -52

/**
 * The cross-validated mean log loss of each calibrator, in their order. Left out are isotonic regression with fewer than
 * 1,000 rows or 50 of the smallest class, what cannot be learned in some fold, and what would turn the order of rows
 * around. Inputs must be checked.
 */
export async function compareCalibrators<Name extends AnyCalibratorName>(
  candidates: readonly Calibrator<Name>[],
  proba: Float64Array,
  y: Labels,
  comparison: Comparison,
  context: Context,
): Promise<readonly { readonly name: Name; readonly value: number }[]> {
  const fewest = Math.min(...[...countClasses(y)].filter((count) => count > 0))
  const enough = y.codes.length >= isotonicRows && fewest >= isotonicPositives
  await breathe(context)
  const { rows, sampleWeight, parts } = dealRows(y, comparison)
  await breathe(context)
  const classCount = y.classes.length
  const seen = { y: takeLabels(y, rows), proba: takeProbabilities(proba, rows, classCount), sampleWeight }
  const losses: { name: Name; value: number }[] = []
  for (const calibrator of candidates) {
    if (calibrator.name === 'isotonic' && !enough) continue
    const value = await crossValidatedLoss(calibrator, seen, parts, context)
    if (value !== undefined) losses.push({ name: calibrator.name, value })
  }
  return losses
}

/** The rows that are looked at, what each counts, and their places in each fold. */
function dealRows(y: Labels, { folds, seed, maxRows, sampleWeight }: Comparison) {
  const rowCount = y.codes.length
  const all = Math.min(folds, rowCount)
  const present = rowsByClass(y).filter((rows) => rows.length > 0)
  const quota = Math.floor(maxRows / present.length)
  const thinned = rowCount > maxRows && present.some((rows) => rows.length > quota)
  const parts: number[][] = Array.from({ length: all }, () => [])
  const share = new Float64Array(y.classes.length).fill(1)
  const stream = random(seed)
  let next = 0
  // Each class is dealt round by round, going on where the one before stopped.
  for (const [code, rows] of rowsByClass(y).entries()) {
    if (rows.length === 0) continue
    const kept = thinned ? Math.min(quota, rows.length) : rows.length
    share[code] = rows.length / kept
    const order = stream.fork(`calibration class ${code}`).permutation(rows.length)
    for (let at = 0; at < kept; at++) parts[next++ % all]!.push(rows[order[at]!]!)
  }
  const rows = Int32Array.from(parts.flat()).sort()
  const place = new Map(thinned ? Array.from(rows, (row, at) => [row, at] as const) : [])
  const weights =
    thinned || sampleWeight
      ? Float64Array.from(rows, (row) => share[y.codes[row]!]! * (sampleWeight ? sampleWeight[row]! : 1))
      : undefined
  return {
    rows,
    sampleWeight: weights,
    parts: parts.map((own) => Int32Array.from(own, (row) => (thinned ? place.get(row)! : row)).sort()),
  }
}

interface SeenRows {
  readonly y: Labels
  readonly proba: Float64Array
  readonly sampleWeight: Float64Array | undefined
}

/** Undefined where the calibrator cannot be learned in some fold or would reverse the order of its rows. */
async function crossValidatedLoss(
  calibrator: Calibrator<AnyCalibratorName>,
  { y, proba, sampleWeight }: SeenRows,
  parts: readonly Int32Array[],
  context: Context,
): Promise<number | undefined> {
  const width = y.classes.length
  let loss = 0
  let total = 0
  for (const [fold, held] of parts.entries()) {
    await breathe(context, { stage: calibrator.name, done: fold, total: parts.length })
    let told = takeProbabilities(proba, held, width)
    if (calibrator.name !== 'none') {
      const rest = othersOf(parts, fold, y.codes.length)
      const known = takeLabels(y, rest)
      if (known.codes.every((code) => code === known.codes[0])) return undefined
      const weights = sampleWeight && Float64Array.from(rest, (row) => sampleWeight[row]!)
      if (weights?.every((weight) => weight === 0)) return undefined
      const fitted = await calibrator.fit(takeProbabilities(proba, rest, width), known, weights, context)
      if (calibrator.name === 'platt' && falls(fitted.save().state)) return undefined
      told = fitted.transform(told)
    }
    for (let at = 0; at < held.length; at++) {
      const p = told[at * width + y.codes[held[at]!]!]!
      const weight = sampleWeight ? sampleWeight[held[at]!]! : 1
      loss -= weight * log(Math.min(Math.max(p, epsilon), 1 - epsilon))
      total += weight
    }
  }
  return total > 0 ? loss / total : 0
}

/** The places of all folds but one, fold by fold. */
function othersOf(parts: readonly Int32Array[], fold: number, rowCount: number): Int32Array {
  const rest = new Int32Array(rowCount - parts[fold]!.length)
  let at = 0
  for (const [other, rows] of parts.entries()) {
    if (other === fold) continue
    rest.set(rows, at)
    at += rows.length
  }
  return rest
}

function falls({ maps }: SavedCalibrator['state']): boolean {
  return Array.isArray(maps) && maps.some(([slope]: [number]) => slope < 0)
}

function takeProbabilities(proba: Float64Array, rows: Int32Array, classCount: number): Float64Array {
  const taken = new Float64Array(rows.length * classCount)
  for (let to = 0; to < rows.length; to++) {
    for (let code = 0; code < classCount; code++) taken[to * classCount + code] = proba[rows[to]! * classCount + code]!
  }
  return taken
}
