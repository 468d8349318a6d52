import { type Context, type Labels, type Split, split, within, z } from '../../core/index.ts'
import type { Table } from '../../tables/index.ts'
import type { DataSet } from '../reading/data-set.ts'
import { partFigures } from './part-figures.ts'
import { intervalSchema, type PartFigures, partFiguresSchema } from './part-figures-schema.ts'

const mostLevels = 12
const fewestPositives = 5

/** How the decisions do on parts of the test rows, one a level of a column. */
export const slicesSchema = z.strictObject({
  slices: z.array(
    z.strictObject({
      column: z.string(),
      level: z.string().describe('a level, "(other)", "(missing)", or a quarter of a column of numbers'),
      figures: partFiguresSchema.omit({ confusion: true }),
    }),
  ),
  worst: z
    .strictObject({
      column: z.string(),
      level: z.string(),
      figure: z.string(),
      here: intervalSchema,
      overall: intervalSchema,
      sentence: z.string(),
    })
    .nullable()
    .describe('the slice of the lowest F1 (macro F1 of several classes) that has rows enough to say so'),
})
export type Slices = z.infer<typeof slicesSchema>

/** The rows of a slice, as places in the test part. */
export interface Level {
  readonly column: string
  readonly level: string
  readonly places: readonly number[]
}

/** The slices that some columns make of the test rows. */
export async function sliceLevels(
  table: Table,
  data: Pick<DataSet, 'tableRows'>,
  test: Split<'test'>,
  columns: readonly string[],
  context: Context,
): Promise<readonly Level[]> {
  const levels: Level[] = []
  for (const column of columns) {
    for (const [level, places] of await levelsOf(table, column, data, test, context)) {
      levels.push({ column, level, places })
    }
  }
  return levels
}

/** Judges the decisions on test once more, slice by slice; the rule and the model stay what they are. */
export async function slicesOf(
  levels: readonly Level[],
  data: Pick<DataSet, 'groups' | 'costs' | 'positive'>,
  test: Split<'test'>,
  on: { readonly y: Labels; readonly proba: Float64Array; readonly decided: Int32Array; readonly figures: PartFigures },
  seed: number,
  context: Context,
): Promise<Slices | null> {
  if (levels.length === 0) return null
  const classCount = on.y.classes.length
  const groups = data.groups && test.of(data.groups)
  const slices: Slices['slices'] = []
  for (const { column, level, places } of levels) {
    const some = split('test', places)
    const proba = new Float64Array(places.length * classCount)
    places.forEach((place, at) => {
      proba.set(on.proba.subarray(place * classCount, (place + 1) * classCount), at * classCount)
    })
    const { confusion: _, ...figures } = await partFigures(
      some.of(on.y),
      proba,
      Int32Array.from(places, (place) => on.decided[place]!),
      data.costs,
      seed,
      groups && some.of(groups),
      within(context, `slice ${column}`),
    )
    slices.push({ column, level, figures })
  }
  return { slices, worst: worstOf(slices, on.figures, data.positive) }
}

/** The places in test of each level, in code-point order, the rarest levels together; numbers by quarters of the test rows. */
async function levelsOf(
  table: Table,
  column: string,
  data: Pick<DataSet, 'tableRows'>,
  test: Split,
  context: Context,
): Promise<[string, number[]][]> {
  const tableRow = (place: number): number => data.tableRows[test.rows[place]!]!
  const { type } = table.column(column)
  const named =
    type === 'number' || type === 'integer' || type === 'date'
      ? quarters(await numbersOf(table, column, test.rows.length, tableRow, context))
      : await table
          .texts(column, context)
          .then((texts) => Array.from(test.rows.keys(), (place) => texts[tableRow(place)] ?? '(missing)'))
  const places = new Map<string, number[]>()
  for (const [place, level] of named.entries()) {
    const own = places.get(level)
    if (own) own.push(place)
    else places.set(level, [place])
  }
  const bySize = [...places].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
  const kept = bySize.slice(0, bySize.length > mostLevels ? mostLevels - 1 : mostLevels)
  const rest = bySize.slice(kept.length).flatMap(([, some]) => some)
  kept.sort((a, b) => (a[0] < b[0] ? -1 : 1))
  if (rest.length > 0) kept.push(['(other)', rest.sort((a, b) => a - b)])
  return kept
}

async function numbersOf(
  table: Table,
  column: string,
  count: number,
  tableRow: (place: number) => number,
  context: Context,
): Promise<Float64Array> {
  const { data } = await table.matrix([column], context)
  return Float64Array.from({ length: count }, (_, place) => data[tableRow(place)]!)
}

function quarters(values: Float64Array): string[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const cuts = [...new Set([1, 2, 3].map((quarter) => sorted[Math.floor((quarter * sorted.length) / 4)]!))]
  return Array.from(values, (value) => {
    if (Number.isNaN(value)) return '(missing)'
    const at = cuts.filter((cut) => value >= cut).length
    if (at === 0) return `below ${cuts[0]}`
    return at === cuts.length ? `from ${cuts[at - 1]} on` : `from ${cuts[at - 1]} to below ${cuts[at]}`
  })
}

function worstOf(slices: Slices['slices'], whole: PartFigures, positive: string | undefined): Slices['worst'] {
  type Figures = Pick<PartFigures, 'figures' | 'classes'>
  const figureOf = ({ figures, classes }: Figures) =>
    positive === undefined ? figures['macroF1'] : classes.find(({ class: name }) => name === positive)?.f1
  const enough = ({ figures }: Slices['slices'][number]) =>
    positive === undefined
      ? figures.rows >= 4 * fewestPositives
      : (figures.classes.find(({ class: name }) => name === positive)?.support ?? 0) >= fewestPositives
  const overall = figureOf(whole)
  const ranked = slices
    .filter((one) => enough(one) && figureOf(one.figures)?.value !== null && figureOf(one.figures) !== undefined)
    .sort((a, b) => figureOf(a.figures)!.value! - figureOf(b.figures)!.value!)
  const [worst] = ranked
  if (!worst || !overall || overall.value === null) return null
  const here = figureOf(worst.figures)!
  const name = positive === undefined ? 'macro F1' : `F1 of "${positive}"`
  const shown = (value: number | null) => (value === null ? '?' : value.toFixed(3))
  const range = here.low === null ? '' : ` (${shown(here.low)} to ${shown(here.high)})`
  return {
    column: worst.column,
    level: worst.level,
    figure: positive === undefined ? 'macroF1' : 'f1',
    here,
    overall,
    sentence: `Worst where "${worst.column}" is "${worst.level}": ${name} ${shown(here.value)}${range} on ${worst.figures.rows} rows, ${shown(overall.value)} on all of test.`,
  }
}
