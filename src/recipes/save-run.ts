import { rm, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { breathe, type Context, within } from '../core/index.ts'
import { writeTable } from '../tables/index.ts'
import type { Metrics } from './metrics.ts'
import type { Recipe } from './recipe.ts'
import type { Run } from './run.ts'
import { checkFolder } from './writing/check-folder.ts'
import { writeFolder } from './writing/output-folder.ts'
import { splitColumns } from './writing/split-columns.ts'

/** How a report is made of what a run found; `renderReport` of `evenkeel/report` is one. */
export type Render = (metrics: Metrics, recipe: Recipe) => string | Promise<string>

/**
 * Writes the folder of a run: `report.html`, `metrics.json`, `recipe.json`, `model.json`, `train.balanced.parquet` (or
 * `.csv`), `split.parquet` (row, id and part) and, where the winner learned from
 * unlabeled rows, `pseudo-labels.parquet` (or `.csv`). All files appear together at the end, or none, also when aborted.
 */
export async function saveRun(run: Run, folder: string, render: Render, context: Context = {}): Promise<void> {
  const { metrics, predictor, table } = run
  await checkFolder(folder, table.path)
  const { unlabeled } = run.recipe.options
  const beside = (file: string): string => relative(resolve(folder), resolve(file)).split('\\').join('/')
  const recipe: Recipe = {
    ...run.recipe,
    input: { ...run.recipe.input, path: beside(table.path) },
    options: { ...run.recipe.options, ...(unlabeled !== undefined && { unlabeled: beside(unlabeled) }) },
  }
  const writing = within(context, 'write')
  const balanced = `train.balanced.${recipe.options.format}`
  await writeFolder(folder, async (staging) => {
    const json = (name: string, value: unknown) => writeFile(join(staging, name), `${JSON.stringify(value, null, 2)}\n`)
    await json('metrics.json', metrics)
    await json('recipe.json', recipe)
    await json('model.json', predictor)
    await run.writeBalancedTrain(join(staging, balanced), writing)
    const parts = await splitColumns(table, run.data, run.parts, recipe.options.id, writing)
    await writeTable(join(staging, 'split.parquet'), parts, {}, writing)
    if (run.pseudoLabels) {
      await writeTable(join(staging, `pseudo-labels.${recipe.options.format}`), run.pseudoLabels, {}, writing)
    }
    await breathe(context, { stage: 'write: report', done: 0, total: 1 })
    await writeFile(join(staging, 'report.html'), await render(metrics, recipe))
    context.signal?.throwIfAborted()
  })
  await run.journal?.remove()
  const other = recipe.options.format === 'csv' ? 'parquet' : 'csv'
  await rm(join(folder, `train.balanced.${other}`), { force: true })
  await rm(join(folder, `pseudo-labels.${other}`), { force: true })
}
