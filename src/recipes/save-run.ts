import { rm, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { type OutputColumn, writeTable } from '../tables/index.ts'
import type { Metrics } from './metrics.ts'
import { writeFolder } from './output-folder.ts'
import type { Recipe } from './recipe.ts'
import type { Run } from './run.ts'

/** How a report is made of what a run found; `renderReport` of `evenkeel/report` is one. */
export type Render = (metrics: Metrics, recipe: Recipe) => string | Promise<string>

/**
 * Writes the folder of a run: `report.html`, `metrics.json`, `recipe.json`, `model.json`, `train.balanced.parquet` (or
 * `.csv`) and `split.parquet` (row, id and part). All files appear together at the end, or none.
 */
export async function saveRun(run: Run, folder: string, render: Render): Promise<void> {
  const { metrics, predictor, table } = run
  const path = relative(resolve(folder), resolve(table.path)).split('\\').join('/')
  const recipe: Recipe = { ...run.recipe, input: { ...run.recipe.input, path } }
  const balanced = `train.balanced.${recipe.options.format}`
  await writeFolder(folder, async (staging) => {
    const json = (name: string, value: unknown) => writeFile(join(staging, name), `${JSON.stringify(value, null, 2)}\n`)
    await json('metrics.json', metrics)
    await json('recipe.json', recipe)
    await json('model.json', predictor)
    await run.writeBalancedTrain(join(staging, balanced))
    await writeTable(join(staging, 'split.parquet'), await splitColumns(run))
    await writeFile(join(staging, 'report.html'), await render(metrics, recipe))
  })
  const other = recipe.options.format === 'csv' ? 'parquet' : 'csv'
  await rm(join(folder, `train.balanced.${other}`), { force: true })
}

/** `row` (from 1), the id column where one was named, and the part; rows left out of the job have no part. */
async function splitColumns({ parts, data, table, recipe }: Run): Promise<OutputColumn[]> {
  const partOf: (string | null)[] = Array.from({ length: table.rowCount }, () => null)
  for (const { part, rows } of [parts.train, parts.validation, parts.test]) {
    for (const row of rows) partOf[data.tableRows[row]!] = part
  }
  const { id } = recipe.options
  const rows = Float64Array.from({ length: table.rowCount }, (_, row) => row + 1)
  return [
    { name: 'row', type: 'integer', values: rows },
    ...(id === undefined ? [] : [{ name: id, type: 'text' as const, values: await table.texts(id) }]),
    { name: 'part', type: 'text', values: partOf },
  ]
}
