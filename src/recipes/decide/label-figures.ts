import type { Context } from '../../core/index.ts'
import { bootstrapCounts, bootstrapIntervals } from '../../evaluation/index.ts'
import { figureOf } from '../figures/part-figures.ts'
import type { Figure } from '../figures/part-figures-schema.ts'

/** Truth and decision of one label, one entry a row. */
export interface LabelRows {
  readonly has: ArrayLike<number>
  readonly given: ArrayLike<number>
}

const names = [
  'microPrecision',
  'microRecall',
  'microF1',
  'macroPrecision',
  'macroRecall',
  'macroF1',
  'subsetAccuracy',
  'hammingLoss',
] as const

/**
 * Figures of all labels together, with intervals: rows are drawn anew whole, with all their labels, and rows on which
 * truth and decisions are the same are counted together, so that a million rows cost no more than a thousand.
 */
export async function labelFigures(
  labels: readonly LabelRows[],
  rowCount: number,
  seed: number,
  groups: readonly string[] | undefined,
  context: Context,
): Promise<Record<(typeof names)[number], Figure>> {
  const { kindOf, kinds } = kindsOfRows(labels, rowCount)
  const counts = new Float64Array(kinds.length)
  for (let row = 0; row < rowCount; row++) counts[kindOf[row]!]!++
  const drawn = new Float64Array(kinds.length)
  const intervals = groups
    ? await bootstrapIntervals(
        rowCount,
        (multiplicities) => {
          drawn.fill(0)
          for (let row = 0; row < rowCount; row++) drawn[kindOf[row]!]! += multiplicities[row]!
          return figuresOf(drawn, kinds, labels.length)
        },
        { seed, groups },
        context,
      )
    : await bootstrapCounts(counts, (cells) => figuresOf(cells, kinds, labels.length), { seed }, context)
  return Object.fromEntries(names.map((name, at) => [name, figureOf(intervals[at]!)])) as Record<
    (typeof names)[number],
    Figure
  >
}

/** Rows by what happened on them: by label 0 for neither, 1 for given in vain, 2 for missed, 3 for found. */
function kindsOfRows(labels: readonly LabelRows[], rowCount: number) {
  const kindOf = new Int32Array(rowCount)
  const numberOf = new Map<string, number>()
  const kinds: number[][] = []
  const own = new Uint8Array(labels.length)
  for (let row = 0; row < rowCount; row++) {
    for (let label = 0; label < own.length; label++) {
      own[label] = 2 * labels[label]!.has[row]! + labels[label]!.given[row]!
    }
    const key = own.join('')
    let kind = numberOf.get(key)
    if (kind === undefined) {
      kind = kinds.length
      numberOf.set(key, kind)
      kinds.push([...own])
    }
    kindOf[row] = kind
  }
  return { kindOf, kinds }
}

function figuresOf(counts: Float64Array, kinds: readonly (readonly number[])[], labelCount: number): number[] {
  const cells = new Float64Array(4 * labelCount)
  let rows = 0
  let exact = 0
  for (const [kind, labels] of kinds.entries()) {
    const count = counts[kind]!
    if (count === 0) continue
    rows += count
    let right = true
    for (let label = 0; label < labelCount; label++) {
      const what = labels[label]!
      cells[4 * label + what]! += count
      if (what === 1 || what === 2) right = false
    }
    if (right) exact += count
  }
  let [vain, missed, found] = [0, 0, 0]
  let [precisions, recalls, scores] = [0, 0, 0]
  for (let at = 0; at < cells.length; at += 4) {
    const [fp, fn, tp] = [cells[at + 1]!, cells[at + 2]!, cells[at + 3]!]
    vain += fp
    missed += fn
    found += tp
    precisions += share(tp, tp + fp)
    recalls += share(tp, tp + fn)
    scores += share(2 * tp, 2 * tp + fp + fn)
  }
  return [
    share(found, found + vain),
    share(found, found + missed),
    share(2 * found, 2 * found + vain + missed),
    precisions / labelCount,
    recalls / labelCount,
    scores / labelCount,
    exact / rows,
    (vain + missed) / (rows * labelCount),
  ]
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
