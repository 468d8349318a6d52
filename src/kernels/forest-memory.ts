import { breathe, type Context } from '../core/index.ts'
import type { WasmMemory } from './web-assembly.ts'

/** What the trees of a forest are grown on. */
export interface ForestField {
  /** By column: the rank of each row among the distinct values of the column; in bytes where there are few. */
  readonly ranks: readonly (Int32Array | Uint8Array)[]
  /** By column: how many distinct values there are. */
  readonly distinct: Int32Array
  /** The class of each row. */
  readonly codes: Int32Array
  readonly classCount: number
  /** The rows that have weight, class by class. */
  readonly rows: Int32Array
  /** The weight of each of them. */
  readonly weights: Float64Array
}

/** When a node is split. */
export interface ForestRules {
  /** How many columns are looked at for each split. */
  readonly columnsPerSplit: number
  readonly maxDepth: number | null
  readonly minSamplesSplit: number
  readonly minSamplesLeaf: number
  readonly minImpurityDecrease: number
}

/** Where everything lies; addresses in bytes. It must agree with assembly/trees/job.ts. */
export interface ForestLayout {
  readonly entries: number
  readonly ranks: readonly number[]
  readonly codes: number
  readonly rows: number
  readonly weights: number
  readonly times: number
  readonly shares: number
  readonly seeds: number
  readonly trees: number
  readonly treeBytes: number
  readonly leaves: number
  readonly completed: number
  readonly scratch: number
  readonly scratchBytes: number
  readonly scratchParts: readonly number[]
  readonly totalBytes: number
}

/** The control words of the threads, and the job. */
const headBytes = 2048
const align = (bytes: number) => Math.ceil(bytes / 64) * 64
/** The trees of a batch take no more; most of it is never touched. */
const treeMemory = 2 ** 29
const mostDepth = 0x7fffffff

/** How many trees are grown before their nodes are read: enough that threads seldom wait for the last of them. */
export function mostBatch(field: ForestField, rules: ForestRules, threads: number, trees: number): number {
  const { treeBytes } = treeSize(field, rules)
  const ownBytes = treeBytes + field.rows.length * 4
  return Math.min(trees, Math.max(16, 4 * threads), Math.floor(treeMemory / ownBytes))
}

function treeSize({ rows, classCount }: ForestField, { maxDepth, minSamplesLeaf }: ForestRules) {
  const byDepth = maxDepth !== null && maxDepth < 31 ? 2 ** maxDepth : Infinity
  const leaves = Math.max(1, Math.min(byDepth, Math.floor(rows.length / minSamplesLeaf)))
  const leavesPart = align(16 + (2 * leaves - 1) * 16)
  return { leavesPart, treeBytes: leavesPart + align(leaves * classCount * 8) }
}

/** Plans the memory of a forest; no memory is taken yet. */
export function layOutForest(field: ForestField, rules: ForestRules, threads: number, batch: number): ForestLayout {
  const { ranks, distinct, codes, classCount } = field
  const count = field.rows.length
  let end = headBytes
  function take(bytes: number): number {
    const address = end
    end += align(bytes)
    return address
  }
  const entries = take(ranks.length * 12)
  const ranksAt = ranks.map(({ byteLength }) => take(byteLength))
  const codesAt = take(codes.length * 4)
  const rows = take(count * 4)
  const weights = take(count * 8)
  const times = take(batch * count * 4)
  const shares = take(batch * classCount * 8)
  const seeds = take(batch * 16)
  const { leavesPart: leaves, treeBytes } = treeSize(field, rules)
  const trees = take(batch * treeBytes)
  const completed = take(batch)
  const scratch = end
  const mostDistinct = distinct.reduce((most, value) => Math.max(most, value), 0)
  const bins = Math.max(count, Math.min(4 * count + 8, mostDistinct)) + 3
  const sizes = rules.minSamplesLeaf > 1 ? bins * 4 : 0
  const whole = (count + 3) * 4
  // Rows, weights, ranks, places, rows and weights aside, lows, highs, keys, companions, bins, sizes, table, starts,
  // features, constants, classes, pending.
  const four = [whole, whole * 2, whole, whole, whole, whole * 2, whole, whole, whole, whole]
  const columns = ranks.length * 4
  const others = [bins * classCount * 8, sizes, 4097 * 4, 1024, columns, columns, classCount * 20 + 4, (count + 2) * 20]
  const scratchParts = [...four, ...others].map((bytes) => take(bytes) - scratch)
  const scratchBytes = end - scratch
  const totalBytes = scratch + threads * scratchBytes
  return {
    ...{ entries, ranks: ranksAt, codes: codesAt, rows, weights, times, shares, seeds, trees, treeBytes, leaves },
    ...{ completed, scratch, scratchBytes, scratchParts, totalBytes },
  }
}

/** Writes the job and what the trees are grown on. */
export async function writeForest(
  { buffer }: WasmMemory,
  layout: ForestLayout,
  field: ForestField,
  rules: ForestRules,
  context: Context,
): Promise<void> {
  const { columnsPerSplit, maxDepth, minSamplesSplit, minSamplesLeaf, minImpurityDecrease } = rules
  const head = [field.ranks.length, field.classCount, columnsPerSplit, maxDepth ?? mostDepth]
  new Uint32Array(buffer, 64, 6).set([...head, minSamplesSplit, minSamplesLeaf])
  new Float64Array(buffer, 88, 1)[0] = minImpurityDecrease
  const { entries, codes, rows, weights, times, shares, seeds, trees, treeBytes, leaves } = layout
  const places = [entries, codes, rows, field.rows.length, weights, times, shares, seeds, trees, treeBytes, leaves]
  const job = [...places, layout.scratch, layout.scratchBytes, ...layout.scratchParts]
  new Uint32Array(buffer, 96, job.length).set(job)
  new Int32Array(buffer, codes, field.codes.length).set(field.codes)
  new Int32Array(buffer, rows, field.rows.length).set(field.rows)
  new Float64Array(buffer, weights, field.rows.length).set(field.weights)
  for (const [column, ranks] of field.ranks.entries()) {
    await breathe(context)
    const at = layout.ranks[column]!
    new Uint32Array(buffer, entries + column * 12, 3).set([at, ranks.BYTES_PER_ELEMENT, field.distinct[column]!])
    if (ranks.BYTES_PER_ELEMENT === 1) new Uint8Array(buffer, at, ranks.length).set(ranks)
    else new Int32Array(buffer, at, ranks.length).set(ranks)
  }
}
