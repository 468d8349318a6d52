import {
  breathe,
  type Context,
  countClasses,
  DataError,
  type Labels,
  type Matrix,
  parseOptions,
  requireLabels,
  requireMatrix,
  takeRows,
  within,
  z,
} from '../../core/index.ts'
import { isCategorical } from '../check-columns.ts'
import type { Resampled } from '../sampler.ts'
import { diagnoseClass } from './diagnose-class.ts'
import type { ResamplingDiagnosis } from './diagnosis.ts'

const diagnosisOptions = z.strictObject({
  kNeighbors: z.int().min(1).default(5).describe('nearest original rows that say whose territory a row lies in'),
  outlierQuantile: z
    .number()
    .gt(0)
    .max(1)
    .default(0.99)
    .describe('a synthetic row is an outlier beyond this share of the distances among originals'),
  nearQuantile: z
    .number()
    .gt(0)
    .max(1)
    .default(0.01)
    .describe('a synthetic row is near a test row within this share of the distances among originals'),
})

/** What `diagnoseResampling` can be told. */
export interface DiagnosisOptions {
  /** Nearest original rows that say whose territory a row lies in; default 5, fewer where there are fewer rows. */
  readonly kNeighbors?: number | undefined
  /** Default 0.99; see `ClassDiagnosis.outliers`. */
  readonly outlierQuantile?: number | undefined
  /** Default 0.01; see `TestOverlap.near`. */
  readonly nearQuantile?: number | undefined
  /** Rows that the resampling must not have come near to, in the same columns. They are only compared with. */
  readonly test?: Matrix | undefined
}

/**
 * Says what a resampling did to each class: where its synthetic rows lie, what they repeat, how the class moved, and
 * whether they come near the test part.
 *
 * `before` is what the sampler was given, `resampled` what it gave. All distances are Euclidean over all columns as they
 * are, so hand in what the sampler measured: scaled, encoded numbers, none missing. Categories count as their codes in
 * equality, and should be encoded where distances matter. Work grows with synthetic rows × original rows, exactly
 * searched. Not a judgment: a share of rows in the other class's territory is high wherever the classes overlap, which is
 * why the same share of the original rows stands beside it.
 *
 * Throws a `DataError` where X is sparse, cells are missing, or `resampled` does not come from `before`.
 */
export async function diagnoseResampling(
  before: { readonly X: Matrix; readonly y: Labels },
  resampled: Resampled<Matrix>,
  options: DiagnosisOptions = {},
  context: Context = {},
): Promise<ResamplingDiagnosis> {
  const { test, ...rest } = options ?? {}
  const settings = parseOptions('diagnoseResampling', diagnosisOptions, rest)
  requireBoth(before, resampled, test)
  await check(before, resampled, test, context)
  const { X, y, rows, provenance } = resampled
  const [had, has] = [countClasses(before.y), countClasses(y)]
  const times = new Int32Array(before.X.rowCount)
  for (const row of rows) if (row >= 0) times[row]!++
  const numeric = X.columns.flatMap((column, index) => (isCategorical(column) ? [] : [index]))
  const places = syntheticPlaces(resampled)
  const classes = []
  for (const [code, name] of y.classes.entries()) {
    if (had[code] === 0 && has[code] === 0) continue
    const own = places.filter(({ place }) => y.codes[place] === code)
    const after = Int32Array.from(y.codes.keys()).filter((place) => y.codes[place] === code)
    const untouched = own.length === 0 && had[code] === has[code] && after.every((place) => times[rows[place]!] === 1)
    if (untouched) continue
    const found = await diagnoseClass(
      {
        before,
        after: takeRows(X, after),
        code,
        synthetic: takeRows(
          X,
          own.map(({ place }) => place),
        ),
        parents: own.flatMap(({ parents }) => Array.from(parents)),
        parentsPerRow: provenance.parentsPerRow,
        numeric,
        test,
        settings,
      },
      within(context, `class "${name}"`),
    )
    let repeated = 0
    for (let row = 0; row < times.length; row++) {
      if (before.y.codes[row] === code && times[row]! > 1) repeated += times[row]! - 1
    }
    classes.push({
      class: String(name),
      before: had[code]!,
      after: has[code]!,
      synthetic: own.length,
      repeated,
      ...found,
    })
  }
  return { method: provenance.method, synthetic: provenance.count, kNeighbors: settings.kNeighbors, classes }
}

function syntheticPlaces({ rows, provenance }: Resampled<Matrix>): { place: number; parents: Int32Array }[] {
  const { parents, parentsPerRow } = provenance
  const places = Array.from(rows.keys()).filter((place) => rows[place]! < 0)
  return places.map((place, entry) => ({
    place,
    parents: parents.subarray(entry * parentsPerRow, (entry + 1) * parentsPerRow),
  }))
}

function requireBoth(before: unknown, resampled: unknown, test: unknown): void {
  const who = 'diagnoseResampling'
  const given = (before ?? {}) as { readonly X?: unknown; readonly y?: unknown }
  const result = (resampled ?? {}) as Partial<Resampled>
  if (!(result.rows instanceof Int32Array) || !result.provenance) {
    throw new DataError(
      `${who}: there is no resampling to diagnose. Pass what \`fitResample\` gave as the second argument.`,
    )
  }
  if (!given.X || !given.y) {
    throw new DataError(
      `${who}: there are no data before to compare with. Pass \`{ X, y }\`, what the sampler was given.`,
    )
  }
  for (const { X, y } of [given, result]) {
    requireMatrix(who, X)
    requireLabels(who, y)
  }
  if (test) requireMatrix(`${who}, of \`test\``, test)
}

async function check(
  before: { readonly X: Matrix; readonly y: Labels },
  { X, y, rows, provenance }: Resampled<Matrix>,
  test: Matrix | undefined,
  context: Context,
): Promise<void> {
  const who = 'diagnoseResampling'
  if (before.y.codes.length !== before.X.rowCount || y.codes.length !== X.rowCount || rows.length !== X.rowCount) {
    throw new DataError(
      `${who}: rows and labels do not fit each other. Pass what the sampler was given and what it gave.`,
    )
  }
  const foreign = [rows, provenance.parents].some((all) => all.some((row) => row >= before.X.rowCount))
  if (foreign) {
    throw new DataError(
      `${who}: the result comes from more than the ${before.X.rowCount} rows before. Pass what the sampler was given.`,
    )
  }
  for (const [name, matrix] of [
    ['before', before.X],
    ['resampled', X],
    ['test', test],
  ] as const) {
    if (!matrix) continue
    if (matrix.format !== 'dense')
      throw new DataError(`${who}: \`${name}\` is sparse. Pass the dense columns that distances mean something in.`)
    if (matrix.columns.length !== X.columns.length) {
      throw new DataError(
        `${who}: \`${name}\` has ${matrix.columns.length} columns and \`resampled\` ${X.columns.length}.`,
      )
    }
    for (let start = 0; start < matrix.data.length; start += 1 << 18) {
      await breathe(context, { stage: 'checking', done: start, total: matrix.data.length })
      if (matrix.data.subarray(start, start + (1 << 18)).every(Number.isFinite)) continue
      throw new DataError(`${who}: \`${name}\` has missing or infinite cells. Fill them first, as for the sampler.`)
    }
  }
}
