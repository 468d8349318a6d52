import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build, evenkeel } from './built.ts'
import { scratch, table, write } from './files.ts'

const folder = scratch()
const quick = ['--target', 'y', '--folds', '3', '--repeats', '1', '--candidates', 'self-training']

beforeAll(async () => {
  await build()
  const lines = table(900).trimEnd().split('\n')
  write(folder, 'known.csv', `${lines.slice(0, 401).join('\n')}\n`)
  // The first twenty rows are those of the other file.
  const open = [lines[0]!, ...lines.slice(1, 21), ...lines.slice(401)].map((line) => line.replace(/,[^,]*$/, ''))
  write(folder, 'open.csv', `${open.join('\n')}\n`)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('run --unlabeled', () => {
  it('says what became of the rows, in words, as JSON, in the report and in the recipe', {
    timeout: 60_000,
  }, async () => {
    const words = ['run', 'known.csv', ...quick, '--unlabeled', 'open.csv', '--out', 'out']
    const { stdout } = await evenkeel(words, { cwd: folder })
    expect(stdout.replace(/\s+/g, ' ')).toContain('no label open.csv: 520 rows, 20 repeat a labeled one, 500 left; ')
    const answer = JSON.parse((await evenkeel([...words, '--json'], { cwd: folder })).stdout)
    expect(answer.unlabeled).toMatchObject({ file: 'open.csv', rows: 520, repeated: 20, used: 500 })
    expect(answer.unlabeled.pseudoLabels.map((one: { class: string }) => one.class)).toEqual(['no', 'yes'])
    expect(readFileSync(join(folder, 'out/report.html'), 'utf8')).toContain('Rows without labels')
    const recipe = JSON.parse(readFileSync(join(folder, 'out/recipe.json'), 'utf8'))
    expect(recipe.options.unlabeled).toBe('../open.csv')
    const again = await evenkeel(['run', 'out/recipe.json', '--out', 'again', '--json'], { cwd: folder })
    expect(JSON.parse(again.stdout).unlabeled).toEqual(answer.unlabeled)
  })

  it('refuses a file without the columns, and self-training without a file', { timeout: 60_000 }, async () => {
    write(folder, 'narrow.csv', 'a,n\n1,2\n3,4\n')
    const narrow = await evenkeel(['run', 'known.csv', ...quick, '--unlabeled', 'narrow.csv', '--out', 'x'], {
      cwd: folder,
    })
    expect(narrow).toMatchObject({ code: 1, stdout: '' })
    expect(narrow.stderr).toMatch(/narrow\.csv: no column "kind"; it has a, n/)
    const none = await evenkeel(['run', 'known.csv', ...quick, '--out', 'x'], { cwd: folder })
    expect(none).toMatchObject({ code: 2, stdout: '' })
    expect(none.stderr).toContain('name their file as --unlabeled.')
  })
})
