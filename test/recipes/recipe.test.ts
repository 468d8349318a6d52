import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { OptionError } from '../../src/core/index.ts'
import { readRecipe, run, runRecipe, saveRun } from '../../src/recipes/index.ts'
import { fraudRows, quick, workFolder } from './data.ts'

const folder = workFolder()
const home = process.cwd()
afterEach(() => process.chdir(home))
const render = () => 'report'
const bytes = (path: string, name: string) => readFileSync(join(path, name)).toString('base64')

async function saved(name: string, workers?: number) {
  const path = folder.file(fraudRows(300), `${name}.csv`)
  const done = folder.keep(
    await run(
      path,
      { target: 'label', candidates: ['weights', 'smote'], ...quick, recall: 0.6, keep: ['noise'] },
      { workers },
    ),
  )
  const out = join(folder.path, name)
  await saveRun(done, out, render)
  return { path, out }
}

it('run again it gives the same bytes, from another working directory and by a relative path', async () => {
  const { out } = await saved('again')
  const elsewhere = join(folder.path, 'elsewhere')
  mkdirSync(elsewhere)
  process.chdir(elsewhere)
  const again = folder.keep(await runRecipe(relative(elsewhere, join(out, 'recipe.json'))))
  await saveRun(again, 'second', render)
  for (const name of ['metrics.json', 'model.json', 'train.balanced.csv', 'split.parquet']) {
    expect(bytes(join(elsewhere, 'second'), name) === bytes(out, name), name).toBe(true)
  }
  const second = await readRecipe('second/recipe.json')
  expect(second).toEqual(await readRecipe(join(out, 'recipe.json')))
})

it('one worker or two: the same bytes', async () => {
  const one = await saved('workers', 1)
  const two = folder.keep(await runRecipe(join(one.out, 'recipe.json'), {}, { workers: 2 }))
  await saveRun(two, join(folder.path, 'two'), render)
  for (const name of ['metrics.json', 'model.json', 'recipe.json', 'train.balanced.csv', 'split.parquet']) {
    expect(bytes(join(folder.path, 'two'), name) === bytes(one.out, name), name).toBe(true)
  }
})

it('another seed gives another split', async () => {
  const { path, out } = await saved('seed')
  const other = folder.keep(await run(path, { target: 'label', candidates: [], ...quick, seed: 1 }))
  const first = folder.keep(await runRecipe(join(out, 'recipe.json')))
  expect([...other.parts.test.rows]).not.toEqual([...first.parts.test.rows])
})

it('a file that has changed is refused, unless the recipe no longer asks for its bytes', async () => {
  const { path, out } = await saved('changed')
  appendFileSync(path, '50,40,web,0,0,fine\n')
  const recipe = join(out, 'recipe.json')
  await expect(runRecipe(recipe)).rejects.toThrow(
    /the file has changed since the recipe was written \(its SHA-256 differs\)\. Restore it/,
  )
  const { input, ...rest } = JSON.parse(readFileSync(recipe, 'utf8'))
  writeFileSync(recipe, JSON.stringify({ ...rest, input: { ...input, sha256: undefined } }))
  const done = folder.keep(await runRecipe(recipe))
  expect(done.metrics.input.rows).toBe(301)
})

it('a file that has changed so much that it cannot be run is still called changed', async () => {
  const { path, out } = await saved('broken')
  writeFileSync(path, 'a,b\n1,2\n3,4\n')
  await expect(runRecipe(join(out, 'recipe.json'))).rejects.toThrow(/the file has changed since the recipe was written/)
})

it('what the recipe does not know is refused in a sentence', async () => {
  const recipe = (content: object | string) => {
    const path = join(folder.path, 'some-recipe.json')
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return readRecipe(path)
  }
  const good = { evenkeel: 1, input: { path: 'x.csv' }, options: { target: 'label' } }
  expect(await recipe(good)).toMatchObject({
    evenkeel: 1,
    input: { path: join(folder.path, 'x.csv'), read: {} },
    options: { folds: 5, repeats: 2, seed: 0 },
  })
  await expect(recipe({ ...good, evenkeel: 2 })).rejects.toThrow(/`evenkeel` must be one of 1; it is 2\.$/)
  await expect(recipe({ ...good, option: {} })).rejects.toThrow(/unknown option `option`; did you mean options\?$/)
  await expect(recipe({ ...good, options: { target: 'label', recal: 0.9 } })).rejects.toThrow(
    /unknown option `options\.recal`; did you mean recall\?$/,
  )
  await expect(recipe({ ...good, input: { path: 'x.csv', sha265: '' } })).rejects.toThrow(
    /unknown option `input\.sha265`; did you mean sha256\?$/,
  )
  await expect(recipe({ ...good, options: { target: 'label', recall: 2 } })).rejects.toThrow(OptionError)
  await expect(recipe('{"evenkeel": 1,')).rejects.toThrow(/this recipe is not valid JSON\.$/)
  await expect(readRecipe(join(folder.path, 'absent.json'))).rejects.toThrow(/this recipe cannot be read \(ENOENT\)\.$/)
})
