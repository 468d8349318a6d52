import { writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { breathe, type Context, within } from '../../core/index.ts'
import { writeTable } from '../../tables/index.ts'
import { checkFolder } from '../writing/check-folder.ts'
import { writeFolder } from '../writing/output-folder.ts'
import { splitColumns } from '../writing/split-columns.ts'
import type { LabelsMetrics } from './labels-metrics.ts'
import type { LabelsRecipe } from './labels-options.ts'
import type { LabelsRun } from './run-labels.ts'

/** How a report is made of what a run on labels found; `renderLabels` of `evenkeel/report` is one. */
export type RenderLabels = (metrics: LabelsMetrics, recipe: LabelsRecipe) => string | Promise<string>

/**
 * Writes the folder of a run on labels: `report.html`, `metrics.json`, `recipe.json`, `model.json` and `split.parquet`.
 * All files appear together at the end, or none, also when aborted.
 */
export async function saveLabelsRun(
  run: LabelsRun,
  folder: string,
  render: RenderLabels,
  context: Context = {},
): Promise<void> {
  const { metrics, predictor, table } = run
  await checkFolder(folder, table.path)
  const path = relative(resolve(folder), resolve(table.path)).split('\\').join('/')
  const recipe: LabelsRecipe = { ...run.recipe, input: { ...run.recipe.input, path } }
  const writing = within(context, 'write')
  await writeFolder(folder, async (staging) => {
    const json = (name: string, value: unknown) => writeFile(join(staging, name), `${JSON.stringify(value, null, 2)}\n`)
    await json('metrics.json', metrics)
    await json('recipe.json', recipe)
    await json('model.json', predictor)
    const parts = await splitColumns(table, run.rows, run.parts, recipe.options.id, writing)
    await writeTable(join(staging, 'split.parquet'), parts, {}, writing)
    await breathe(context, { stage: 'write: report', done: 0, total: 1 })
    await writeFile(join(staging, 'report.html'), await render(metrics, recipe))
    context.signal?.throwIfAborted()
  })
}
