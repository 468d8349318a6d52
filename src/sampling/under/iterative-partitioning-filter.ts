import {
  breathe,
  type Context,
  type Labels,
  type Matrix,
  type Random,
  rowsByClass,
  takeLabels,
  takeRows,
  within,
  z,
} from '../../core/index.ts'
import { decisionTree } from '../../models/index.ts'
import { seedOption } from '../seed-option.ts'
import { cleaningSamplerOptions, defineCleaningSampler } from './define-cleaning-sampler.ts'

/** The options of `iterativePartitioningFilter`. */
export const iterativePartitioningFilterOptions = cleaningSamplerOptions.extend({
  /** How many parts the rows are dealt into; each part teaches one tree. */
  nPartitions: z.int().min(2).default(9).describe('parts that the rows are dealt into, each to teach one tree'),
  /** The work ends after so many rounds in a row in which few rows went. */
  k: z.int().min(1).default(3).describe('the work ends after so many rounds in a row in which few rows went'),
  /** Few are fewer than this share of the rows at the start. */
  p: z.number().gt(0).max(1).default(0.01).describe('few are fewer than this share of the rows at the start'),
  seed: seedOption,
})

/**
 * Takes rows away that most of several decision trees, each taught by another part of the data, assign to another
 * class; again and again, until hardly any go.
 *
 * Numeric columns only, none missing, on any scale. Takes wrong labels and rows deep in another class. Do not use it
 * where the rare class is rare beyond a few per cent without growing it first: trees then know little of it, and its true
 * rows look like mistakes (with the default strategy they stay); nor with fewer rows of a class than parts.
 *
 * T. M. Khoshgoftaar and P. Rebours, "Improving software quality prediction by noise filtering techniques", Journal of
 * Computer Science and Technology 22, 2007. Trees are `decisionTree` with at least two rows a leaf, where the paper has
 * C4.5.
 */
export const iterativePartitioningFilter = defineCleaningSampler({
  name: 'iterativePartitioningFilter',
  options: iterativePartitioningFilterOptions,
  reads: 'numbers',

  async clean({ X, y, targeted, options: { nPartitions, k, p }, random, context }) {
    const few = p * X.rowCount
    let kept = y.codes.map((_, row) => row)
    for (let round = 0, calm = 0; calm < k; round++) {
      const data: Part = { X: takeRows(X, kept), y: takeLabels(y, kept) }
      const stage = within(context, `round ${round + 1}`)
      const wrong = await wrongVotes(data, nPartitions, random.fork(`round ${round}`), stage)
      const before = kept.length
      kept = kept.filter((row, place) => !targeted[y.codes[row]!] || wrong[place]! * 2 <= nPartitions)
      calm = before - kept.length < few ? calm + 1 : 0
    }
    return kept
  },
})

interface Part {
  readonly X: Matrix<'train'>
  readonly y: Labels<'train'>
}

/** For each row how many of the trees, one a part, assign it to another class. */
async function wrongVotes({ X, y }: Part, parts: number, random: Random, context: Context): Promise<Int32Array> {
  const wrong = new Int32Array(X.rowCount)
  const dealt = deal(y, parts, random)
  for (const [part, rows] of dealt.entries()) {
    await breathe(context, { stage: 'trees', done: part, total: parts })
    await addWrong({ X, y }, rows, wrong, context)
  }
  return wrong
}

/** Deals the rows of each class, in random order, to the parts in turn; where one class ends the next goes on. */
function deal(y: Labels, parts: number, random: Random): Int32Array[] {
  const dealt: number[][] = Array.from({ length: parts }, () => [])
  let turn = 0
  for (const rows of rowsByClass(y)) {
    for (const place of random.fork(`class ${turn}`).permutation(rows.length)) dealt[turn++ % parts]!.push(rows[place]!)
  }
  return dealt.filter((rows) => rows.length > 0).map((rows) => Int32Array.from(rows).sort())
}

const blockSize = 8192

async function addWrong({ X, y }: Part, rows: Int32Array, wrong: Int32Array, context: Context): Promise<void> {
  const taught = takeLabels(y, rows)
  if (taught.codes.every((code) => code === taught.codes[0])) {
    for (let row = 0; row < wrong.length; row++) if (y.codes[row] !== taught.codes[0]) wrong[row]!++
    return
  }
  const tree = await decisionTree({ minSamplesLeaf: 2 }).fit(takeRows(X, rows), taught, {}, context)
  const codeOf = tree.classes.map((name) => y.classes.indexOf(name))
  const width = X.columns.length
  for (let start = 0; start < X.rowCount; start += blockSize) {
    await breathe(context, { stage: 'voting', done: start, total: X.rowCount })
    const end = Math.min(start + blockSize, X.rowCount)
    const block = { ...X, rowCount: end - start, data: X.data.subarray(start * width, end * width) }
    const shares = tree.predictProba(block)
    for (let row = start; row < end; row++) {
      if (codeOf[largestOf(shares, (row - start) * codeOf.length, codeOf.length)] !== y.codes[row]) wrong[row]!++
    }
  }
}

/** The place of the largest share, of equals the first. */
function largestOf(shares: Float64Array, start: number, count: number): number {
  let best = 0
  for (let place = 1; place < count; place++) if (shares[start + place]! > shares[start + best]!) best = place
  return best
}
