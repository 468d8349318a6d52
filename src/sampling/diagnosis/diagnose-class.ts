import { type Context, type Labels, type Matrix, takeRows, within } from '../../core/index.ts'
import { nearestNeighborsBetween, type Points } from '../../kernels/index.ts'
import { nearestOthers } from '../nearest-others.ts'
import { pointsOf } from '../points-of.ts'
import { countIn, rowSet, rowSetOf } from './count-equal.ts'
import type { ClassDiagnosis, TestOverlap } from './diagnosis.ts'
import { columnDrifts, correlationDrift } from './drift.ts'
import { distancesAmong, nearestDistances, parentDistances } from './nearest-distances.ts'
import { quantile, spreadOf } from './spread.ts'

/** One class before and after, and how to look at it. */
export interface ClassCase {
  readonly before: { readonly X: Matrix; readonly y: Labels }
  /** The rows of the class in the result. */
  readonly after: Matrix
  readonly code: number
  /** Of these the synthetic ones, and their parents among the rows before. */
  readonly synthetic: Matrix
  readonly parents: readonly number[]
  readonly parentsPerRow: number
  readonly numeric: readonly number[]
  readonly test: Matrix | undefined
  readonly settings: {
    readonly kNeighbors: number
    readonly outlierQuantile: number
    readonly nearQuantile: number
  }
}

type Found = Omit<ClassDiagnosis, 'class' | 'before' | 'after' | 'synthetic' | 'repeated'>

/** Measures one class. */
export async function diagnoseClass(given: ClassCase, context: Context): Promise<Found> {
  const { before, code, synthetic, numeric, settings } = given
  const rows = Int32Array.from(before.y.codes.keys())
  const own = pointsOf(
    takeRows(
      before.X,
      rows.filter((row) => before.y.codes[row] === code),
    ),
  )
  const others = pointsOf(
    takeRows(
      before.X,
      rows.filter((row) => before.y.codes[row] !== code),
    ),
  )
  const all = pointsOf(before.X)
  const made = pointsOf(synthetic)
  // What the originals are among themselves is only there to judge synthetic rows by, and takes long.
  const grown = made.rowCount > 0
  const among = grown ? await distancesAmong(own, within(context, 'originals')) : new Float64Array(0)
  const sorted = among.slice().sort()
  const limit = sorted.length > 0 ? quantile(sorted, settings.outlierQuantile) : Number.POSITIVE_INFINITY
  const toOwn = await nearestDistances(made, own, within(context, 'outliers'))
  const { parents, parentsPerRow } = given
  return {
    copiesOfOriginals: await countIn(await rowSetOf(all, context), made, context),
    copiesOfSynthetic: countRepeats(made),
    toParent: spreadOf(await parentDistances(made, all, Int32Array.from(parents), parentsPerRow, context)),
    toOtherClass: spreadOf(await nearestDistances(made, others, within(context, 'other classes'))),
    amongOriginals: spreadOf(among),
    inOtherTerritory: await shareAmongOthers(made, given, within(context, 'territory')),
    originalsInOtherTerritory: grown
      ? await shareOfOriginals(given, within(context, 'territory of originals'))
      : undefined,
    outliers: share(toOwn, (distance) => distance > limit),
    columns:
      own.rowCount > 0 && given.after.rowCount > 0
        ? columnDrifts(own, pointsOf(given.after), before.X.columns, numeric)
        : [],
    correlationDrift:
      own.rowCount > 0 && given.after.rowCount > 0 ? correlationDrift(own, pointsOf(given.after), numeric) : undefined,
    test: given.test && (await overlap(made, own, pointsOf(given.test), sorted, settings.nearQuantile, context)),
  }
}

function share(values: Float64Array, wanted: (value: number) => boolean): number {
  let count = 0
  for (const value of values) if (wanted(value)) count++
  return values.length === 0 ? 0 : count / values.length
}

function countRepeats(points: Points): number {
  const seen = rowSet()
  let count = 0
  for (let row = 0; row < points.rowCount; row++) {
    if (seen.has(points, row)) count++
    else seen.add(points, row)
  }
  return count
}

/** The share of new rows most of whose nearest original rows are of other classes. */
async function shareAmongOthers(
  made: Points,
  { before, code, settings }: ClassCase,
  context: Context,
): Promise<number> {
  const k = Math.min(settings.kNeighbors, before.X.rowCount)
  if (made.rowCount === 0) return 0
  const { indices } = await nearestNeighborsBetween(made, pointsOf(before.X), k, context)
  return shareOutvoted(indices, k, before.y, code)
}

/** The same of the original rows, each by its nearest others. */
async function shareOfOriginals({ before, code, settings }: ClassCase, context: Context): Promise<number> {
  const k = Math.min(settings.kNeighbors, before.X.rowCount - 1)
  if (k === 0) return 0
  const own = Int32Array.from(before.y.codes.keys()).filter((row) => before.y.codes[row] === code)
  const lists = await nearestOthers(pointsOf(before.X), own, k, context)
  return shareOutvoted(lists, k, before.y, code)
}

function shareOutvoted(lists: Int32Array, k: number, y: Labels, code: number): number {
  const count = lists.length / k
  let outvoted = 0
  for (let row = 0; row < count; row++) {
    let others = 0
    for (let at = row * k; at < (row + 1) * k; at++) if (y.codes[lists[at]!] !== code) others++
    if (others * 2 > k) outvoted++
  }
  return count === 0 ? 0 : outvoted / count
}

async function overlap(
  made: Points,
  own: Points,
  test: Points,
  among: Float64Array,
  nearQuantile: number,
  context: Context,
): Promise<TestOverlap> {
  const set = await rowSetOf(test, context)
  const toTest = await nearestDistances(made, test, within(context, 'test'))
  const limit = among.length > 0 ? quantile(among, nearQuantile) : 0
  let near = 0
  for (const distance of toTest) if (distance <= limit) near++
  return {
    exact: await countIn(set, made, context),
    near,
    originalsExact: await countIn(set, own, context),
    toTest: spreadOf(toTest),
  }
}
