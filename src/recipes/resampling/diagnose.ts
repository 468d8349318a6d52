import { type Context, type Labels, type Matrix, within, z } from '../../core/index.ts'
import { diagnoseResampling, type Resampled } from '../../sampling/index.ts'
import type { ModelInput } from '../tasks/task.ts'

/** Beyond so many rows the distances take longer than the resampling itself. */
const mostRows = 60_000

const spreadSchema = z
  .strictObject({ min: z.number(), lower: z.number(), median: z.number(), upper: z.number(), max: z.number() })
  .describe('the 0, 25, 50, 75 and 100 % points')

/** What a resampling did to each class, measured where the model looks: numbers scaled, categories one-hot. */
export const diagnosisSchema = z.strictObject({
  method: z.string(),
  synthetic: z.int(),
  kNeighbors: z.int(),
  classes: z.array(
    z.strictObject({
      class: z.string(),
      before: z.int(),
      after: z.int(),
      synthetic: z.int(),
      repeated: z.int().describe('rows that stand more often than before'),
      copiesOfOriginals: z.int().describe('synthetic rows equal to a row of before'),
      copiesOfSynthetic: z.int().describe('synthetic rows equal to an earlier one'),
      toParent: spreadSchema.nullable().describe('from each synthetic row to its nearest parent'),
      toOtherClass: spreadSchema.nullable().describe('from each synthetic row to the nearest row of another class'),
      amongOriginals: spreadSchema.nullable().describe('from each row of the class to the nearest other one'),
      inOtherTerritory: z.number().describe('share of synthetic rows most of whose neighbors are of other classes'),
      originalsInOtherTerritory: z
        .number()
        .describe('the same share of the original rows: what is to be expected; 0 without synthetic rows'),
      outliers: z.number().describe('share of synthetic rows farther from the class than its rows are from each other'),
      largestShift: z
        .strictObject({ column: z.string(), shift: z.number().describe('in standard deviations before') })
        .nullable()
        .describe('the column whose mean moved most'),
      correlationDrift: z.number().nullable().describe('the largest change of a correlation, 0 to 2'),
      test: z
        .strictObject({
          exact: z.int().describe('synthetic rows equal to a test row'),
          near: z.int().describe('synthetic rows nearer to a test row than the class commonly is to itself'),
          originalsExact: z.int().describe('original rows equal to a test row'),
        })
        .nullable(),
    }),
  ),
})
export type DiagnosisFigures = z.infer<typeof diagnosisSchema>

/**
 * Diagnoses a resampling of coded rows in the columns that `encode` makes of them: where synthetic rows lie, and how the
 * classes moved, also where rows were only repeated or taken away. Null where there are no columns to measure on, where
 * the encoded rows are sparse, and beyond 60,000 rows.
 */
export async function diagnose(
  before: { readonly coded: ModelInput; readonly y: Labels },
  resampled: Resampled<ModelInput<'train'>>,
  encode: (coded: ModelInput) => ModelInput,
  test: ModelInput | undefined,
  context: Context,
): Promise<DiagnosisFigures | null> {
  if (Math.max(before.y.codes.length, resampled.rows.length) > mostRows) return null
  const [X, grown] = [encode(before.coded), encode(resampled.X)]
  if (X.format !== 'dense' || X.columns.length === 0 || grown.format !== 'dense' || test?.format === 'csr') return null
  const found = await diagnoseResampling(
    { X, y: before.y },
    { ...resampled, X: grown as Matrix<'train'> },
    { test },
    within(context, 'diagnose'),
  )
  return {
    method: found.method,
    synthetic: found.synthetic,
    kNeighbors: found.kNeighbors,
    classes: found.classes.map(
      ({ columns, toParent, toOtherClass, amongOriginals, correlationDrift, test: near, ...own }) => {
        const moved = columns.reduce<(typeof columns)[number] | undefined>(
          (most, column) => (most && Math.abs(most.shift) >= Math.abs(column.shift) ? most : column),
          undefined,
        )
        return {
          ...own,
          originalsInOtherTerritory: own.originalsInOtherTerritory ?? 0,
          toParent: toParent ?? null,
          toOtherClass: toOtherClass ?? null,
          amongOriginals: amongOriginals ?? null,
          largestShift: moved ? { column: moved.column, shift: moved.shift } : null,
          correlationDrift: correlationDrift ?? null,
          test: near ? { exact: near.exact, near: near.near, originalsExact: near.originalsExact } : null,
        }
      },
    ),
  }
}
