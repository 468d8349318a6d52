import { type Context, type Labels, labelsFromCodes, type Matrix, type Random, type z } from '../core/index.ts'
import type { ClassificationTask } from '../models/index.ts'
import { randomUnderSampler, type StrategyFunction } from '../sampling/index.ts'
import type { drawOptions } from './ensemble-options.ts'

/** Which classes shrink and to what: as declared, or a function of the rows that there are. */
export type Strategy = z.output<typeof drawOptions>['samplingStrategy'] | StrategyFunction

/** How rows are drawn, as declared or handed in. */
export interface Draws {
  readonly samplingStrategy: Strategy
  readonly replacement: boolean
}

/** The labels of some rows of a task. */
export function labelsOf({ codes, classes }: ClassificationTask, rows: Int32Array): Labels<never> {
  return labelsFromCodes(
    rows.map((row) => codes[row]!),
    classes,
  )
}

/** The places in `y` that random under-sampling keeps, class by class. */
export async function drawBalanced(
  y: Labels<never>,
  { samplingStrategy, replacement }: Draws,
  random: Random,
  context: Context,
): Promise<Int32Array> {
  // The sampler looks at labels alone: rows without columns need not be copied.
  const X: Matrix<never> = {
    format: 'dense',
    rowCount: y.codes.length,
    columns: [],
    data: new Float64Array(0),
    part: undefined,
  }
  const { rows } = await randomUnderSampler({ samplingStrategy, replacement, random }).fitResample(X, y, context)
  return rows
}
