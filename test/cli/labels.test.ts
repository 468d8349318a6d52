import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build, evenkeel } from './built.ts'
import { contents, scratch, table, write } from './files.ts'

const folder = scratch()
const here = (name: string) => join(folder, name)
const quick = ['--folds', '3', '--repeats', '1', '--candidates', 'weights']
const files = ['metrics.json', 'model.json', 'recipe.json', 'report.html', 'split.parquet']

beforeAll(async () => {
  await build()
  // Column y of the table as one label, and a rare one that follows from the numbers.
  const [, ...lines] = table(600).trim().split('\n')
  const rows = lines.map((line) => {
    const [a, n, kind, y] = line.split(',')
    return [a, n, kind, y === 'yes' ? 1 : 0, Number(a) + Number(n) / 25 > 5.2]
  })
  write(folder, 'labels.csv', `a,n,kind,late,broken\n${rows.map((row) => row.join(',')).join('\n')}\n`)
  const names = (row: (typeof rows)[number]) => [row[3] === 1 && 'late', row[4] && 'broken'].filter(Boolean).join(';')
  write(
    folder,
    'lists.csv',
    `a,n,kind,faults\n${rows.map((row) => [...row.slice(0, 3), names(row)].join(',')).join('\n')}\n`,
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('run --labels', () => {
  it('decides label by label, tells people and scripts, and is applied', async () => {
    const words = ['run', 'labels.csv', '--labels', 'late,broken', '--recall', '0.5', '--out', 'out', ...quick]
    const { code, stdout } = await evenkeel(words, { cwd: folder })
    expect(code).toBe(0)
    expect(stdout).toMatch(/Every label reaches its goal on test \(2\)\./)
    expect(stdout).toMatch(/\n {2}late .*✓\n/)
    expect(readdirSync(here('out')).sort()).toEqual(files)
    const told = JSON.parse((await evenkeel([...words, '--json'], { cwd: folder })).stdout)
    const metrics = JSON.parse(readFileSync(here('out/metrics.json'), 'utf8'))
    expect([told.asked, told.labels, told.test]).toEqual([metrics.asked, metrics.labels, metrics.test])

    const applied = await evenkeel(['apply', 'out/model.json', 'labels.csv', 'decided.csv', '--json'], { cwd: folder })
    const { decided, rows } = JSON.parse(applied.stdout)
    const [head, ...lines] = readFileSync(here('decided.csv'), 'utf8').trim().split('\n')
    const columns = head!.split(',')
    expect(columns.slice(5)).toEqual([
      'probability of late',
      'decision on late',
      'probability of broken',
      'decision on broken',
    ])
    expect([rows, lines.length]).toEqual([600, 600])
    for (const [label, one] of decided.entries()) {
      const { threshold } = metrics.labels[label].result.decision.thresholds[0]
      const cells = lines.map((line) =>
        line
          .split(',')
          .slice(5 + 2 * label, 7 + 2 * label)
          .map(Number),
      )
      for (const [probability, decision] of cells) expect(decision).toBe(probability! >= threshold ? 1 : 0)
      expect(one.rows).toBe(cells.filter(([, decision]) => decision === 1).length)
    }
  })
  it('ends with 3 where a label misses its goal', async () => {
    const words = ['run', 'labels.csv', '--labels', 'late,broken', '--recall-of', 'late=0.99']
    const far = [...words, '--precision-of', 'late=0.99', '--out', 'far', ...quick]
    const { code, stdout } = await evenkeel(far, { cwd: folder })
    expect(code).toBe(3)
    expect(stdout).toContain('1 of 1 labels miss their goal on test: "late".')
  })
  it('reads names in one column, in a chain, and its recipe gives the same bytes', async () => {
    const words = ['run', 'lists.csv', '--target', 'faults', '--label-delimiter', ';', '--chain', '--out', 'lists']
    expect((await evenkeel([...words, ...quick], { cwd: folder })).code).toBe(0)
    expect((await evenkeel(['run', 'lists/recipe.json', '--out', 'again'], { cwd: folder })).code).toBe(0)
    const { 'recipe.json': _, ...first } = contents(here('lists'))
    expect(contents(here('again'))).toMatchObject(first)
  })
  it.each([
    [['--labels', 'late,broken', '--positive', 'late'], /--positive is not for labels/],
    [['--labels', 'late', '--unlabeled', 'more.csv'], /--unlabeled is not for labels. Leave it out/],
    [['--target', 'late', '--chain'], /--chain is for runs on labels/],
    [['--labels', 'late,kind'], /row 1 has "\w+" in the label column "kind"/],
    [['--labels', 'late', '--target', 'broken'], /and not both/],
  ])('refuses %j in one sentence', async (words, sentence) => {
    const { code, stderr } = await evenkeel(['run', 'labels.csv', ...words, '--out', 'no'], { cwd: folder })
    expect([1, 2]).toContain(code)
    expect(stderr).toMatch(sentence)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(readdirSync(folder)).not.toContain('no')
  })
})
