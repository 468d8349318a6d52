import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Context, DataError, parseOptions } from '../core/index.ts'
import type { Table } from '../tables/index.ts'
import { type LabelsRecipe, labelsRecipeSchema } from './labels/labels-options.ts'
import { type LabelsRun, runLabelsChecked } from './labels/run-labels.ts'
import { type Recipe, recipeSchema } from './recipe.ts'
import { type Run, type RunOptions, runChecked } from './run.ts'
import { refuseChanged } from './unlabeled/refuse-changed.ts'

/** Reads `recipe.json`, of a run or of a run on labels; the paths of its inputs are made absolute. */
export async function readRecipe(path: string): Promise<Recipe | LabelsRecipe> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new DataError(`${path}: this recipe cannot be read (${error.code}).`)
  })
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new DataError(`${path}: this recipe is not valid JSON.`)
  }
  const ofLabels = (parsed as { kind?: unknown } | null)?.kind === 'labels'
  const recipe = parseOptions(path, ofLabels ? labelsRecipeSchema : recipeSchema, parsed)
  const beside = (file: string): string => resolve(dirname(path), file)
  const input = { ...recipe.input, path: beside(recipe.input.path) }
  const { unlabeled } = recipe.options as Recipe['options']
  const options = unlabeled === undefined ? recipe.options : { ...recipe.options, unlabeled: beside(unlabeled) }
  return { ...recipe, input, options } as typeof recipe
}

/** Runs a recipe again, on the very bytes that it was written for; `journal` as in `run`. */
export async function runRecipe(
  path: string,
  { journal }: Pick<RunOptions, 'journal'> = {},
  context: Context = {},
): Promise<Run> {
  const recipe = await readRecipe(path)
  if ('kind' in recipe) throw new DataError(`${path}: this recipe is of a run on labels. Use \`runLabelsRecipe\`.`)
  const { input, options } = recipe
  await refuseChanged(options.unlabeled, input.unlabeledSha256, context)
  return runChecked(input.path, { ...options, read: input.read, journal }, unchanged(input, context), context)
}

/** The same for the recipe of a run on labels. */
export async function runLabelsRecipe(path: string, context: Context = {}): Promise<LabelsRun> {
  const recipe = await readRecipe(path)
  if (!('kind' in recipe)) throw new DataError(`${path}: this recipe is not of a run on labels. Use \`runRecipe\`.`)
  const { input, options } = recipe
  return runLabelsChecked(input.path, { ...options, read: input.read }, unchanged(input, context), context)
}

function unchanged({ path, sha256 }: Recipe['input'], context: Context): (table: Table) => Promise<void> {
  return async (table) => {
    if (sha256 === undefined || sha256 === (await table.sha256(context))) return
    throw new DataError(
      `${path}: the file has changed since the recipe was written (its SHA-256 differs). Restore it, or remove "sha256" from the recipe.`,
    )
  }
}
