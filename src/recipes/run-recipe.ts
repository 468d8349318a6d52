import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Context, DataError, parseOptions } from '../core/index.ts'
import type { Table } from '../tables/index.ts'
import { type Recipe, recipeSchema } from './recipe.ts'
import { type Run, type RunOptions, runChecked } from './run.ts'

/** Reads `recipe.json`; the path of its input is made absolute. */
export async function readRecipe(path: string): Promise<Recipe> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new DataError(`${path}: this recipe cannot be read (${error.code}).`)
  })
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new DataError(`${path}: this recipe is not valid JSON.`)
  }
  const recipe = parseOptions(path, recipeSchema, parsed)
  return { ...recipe, input: { ...recipe.input, path: resolve(dirname(path), recipe.input.path) } }
}

/** Runs a recipe again, on the very bytes that it was written for; `journal` as in `run`. */
export async function runRecipe(
  path: string,
  { journal }: Pick<RunOptions, 'journal'> = {},
  context: Context = {},
): Promise<Run> {
  const { input, options } = await readRecipe(path)
  const unchanged = async (table: Table): Promise<void> => {
    if (input.sha256 === undefined || input.sha256 === (await table.sha256(context))) return
    throw new DataError(
      `${input.path}: the file has changed since the recipe was written (its SHA-256 differs). Restore it, or remove "sha256" from the recipe.`,
    )
  }
  return runChecked(input.path, { ...options, read: input.read, journal }, unchanged, context)
}
