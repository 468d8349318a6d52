import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { OptionError, z } from '../../core/index.ts'
import {
  checkFolder,
  labelOptions,
  type Run,
  type RunOptions,
  readRecipe,
  readSchema,
  recipeOptions,
  run,
  runRecipe,
  saveRun,
} from '../../recipes/index.ts'
import { renderReport } from '../../report/index.ts'
import { type Call, defineCommand } from '../command.ts'
import { Interruption } from '../failure.ts'
import { flagName } from '../flags.ts'
import { runSummary } from '../run-summary.ts'
import { finishLabels } from './run-labels.ts'

const options = z.strictObject({
  ...recipeOptions.shape,
  target: z.string().optional().describe('the column to predict; needed unless FILE is a recipe or has `labels`'),
  ...labelOptions.shape,
  ...readSchema.shape,
  out: z.string().optional().describe('the folder for what comes out; default, for a recipe: the folder it lies in'),
})

export const runCommand = defineCommand({
  name: 'run',
  summary: 'the whole job: from a table or text file to a decision, judged once, with a report',
  operands: [
    { name: 'FILE', describe: 'a table (CSV, TSV, JSONL, JSON or Parquet) or the recipe.json of an earlier run' },
  ],
  options,
  json: '{ out, files, exitCode, asked, decision, comparison, test, leftOut, findings }, the last six as in metrics.json, whose schema is schemas/metrics.schema.json',
  examples: [
    'evenkeel run claims.csv --target fraud --positive yes --recall 0.85 --precision 0.6 --out result',
    'evenkeel run german-credit.csv --target class --costs "bad>good=5,good>bad=1" --out result',
    'evenkeel run comments.csv --text comment --labels toxic,insult,threat --recall 0.8 --out result',
    'evenkeel run claims.csv --target fraud --minutes 10 --out result',
    'evenkeel run claims.csv --target fraud --unlabeled more.csv --out result',
    'evenkeel run result/recipe.json --out again',
  ],

  async execute(call) {
    const file = call.operands[0]!
    const { context } = call
    const again = await isRecipe(file)
    if (again) refuseBesideRecipe(file, call.given)
    const recipe = again ? await readRecipe(file) : undefined
    const out = call.options.out ?? (recipe ? join(file, '..') : missing('out', 'It is the folder for what comes out.'))
    await checkFolder(out, recipe ? recipe.input.path : file)
    if (recipe ? 'kind' in recipe : asksForLabels(call)) return await finishLabels(call, recipe !== undefined, out)
    const journal = join(out, '.search.jsonl')
    try {
      const done = recipe
        ? await runRecipe(file, { journal }, context)
        : await run(file, { ...runOptions(call), journal }, context)
      return await finish(done, out, call)
    } catch (error) {
      if (!context.signal?.aborted || !existsSync(journal)) throw error
      throw new Interruption(
        `interrupted; the search so far is kept in ${journal}. The same command goes on from there.`,
      )
    }
  },
})

function asksForLabels({ options: { labels, labelDelimiter } }: Call<z.output<typeof options>>): boolean {
  return labels !== undefined || labelDelimiter !== undefined
}

async function finish(done: Run, out: string, { context, paint, width }: Call<unknown>) {
  try {
    context.signal?.throwIfAborted()
    context.onProgress?.({ stage: 'write', done: 0, total: 1 })
    await saveRun(done, out, renderReport, context)
    return outcome(done, out, paint, width)
  } finally {
    await done.close()
  }
}

function outcome({ metrics, recipe, pseudoLabels }: Run, out: string, paint: Call<unknown>['paint'], width: number) {
  const balanced = `train.balanced.${recipe.options.format}`
  const files = ['report.html', 'metrics.json', 'recipe.json', 'model.json', balanced, 'split.parquet']
  if (pseudoLabels) files.push(`pseudo-labels.${recipe.options.format}`)
  const exitCode = metrics.asked.met === false ? 3 : 0
  const { asked, decision, comparison, test, slices, leak, unlabeled, leftOut, findings } = metrics
  return {
    text: runSummary(metrics, out, files, paint, width),
    json: { out, files, exitCode, asked, decision, comparison, test, slices, leak, unlabeled, leftOut, findings },
    exitCode,
  } as const
}

function runOptions(call: Call<z.output<typeof options>>): RunOptions {
  const { out: _out, target, header, columns, delimiter, encoding, types, ...all } = call.options
  const rest = Object.fromEntries(Object.entries(all).filter(([key]) => !(key in labelOptions.shape)))
  const odd = call.given.find((key) => key in labelOptions.shape)
  if (odd !== undefined) throw new OptionError(`run: ${flagName(odd)} is for runs on labels. Name them with --labels.`)
  if (target === undefined) missing('target', 'It is the column to predict.')
  return { ...rest, target: target!, read: { header, columns, delimiter, encoding, types } }
}

function missing(key: string, what: string): never {
  throw new OptionError(`run: ${flagName(key)} is missing. ${what}`)
}

/** A recipe is one JSON object; a table in JSON is a list of them. */
async function isRecipe(path: string): Promise<boolean> {
  if (!path.toLowerCase().endsWith('.json')) return false
  const file = await open(path).catch(() => undefined)
  if (!file) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
    return buffer
      .toString('utf8', 0, bytesRead)
      .replace(/^\uFEFF/, '')
      .trimStart()
      .startsWith('{')
  } catch {
    return false
  } finally {
    await file.close()
  }
}

const besideRecipe = ['out', 'json', 'workers', 'help']

function refuseBesideRecipe(file: string, given: readonly string[]): void {
  const extra = given.find((key) => !besideRecipe.includes(key))
  if (extra === undefined) return
  throw new OptionError(
    `run: ${flagName(extra)} cannot stand beside a recipe, which holds it already. Change it in ${file}.`,
  )
}
