import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProjectCheck } from '../../src/recipes/index.ts'
import { build, evenkeel } from './built.ts'
import { contents, scratch, table, write } from './files.ts'

const folder = scratch()
const data = process.env['EVENKEEL_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url))
type Finding = ProjectCheck['findings'][number]

const header = 'a,n,kind,y'
const lines = table(2400).trim().split('\n').slice(1)
/** Rows that are no copies of each other, each with a user of its part. */
const part = (from: number, to: number) => lines.slice(from, to)
const isRare = (line: string) => line.endsWith('yes')
const file = (rows: readonly string[], head = header) => `${head}\n${rows.join('\n')}\n`

/** A project of its own, from the parts that are given; what is left out is as it should be. */
function project(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(folder, name)
  mkdirSync(join(root, 'data'), { recursive: true })
  const sound = {
    'data/train.csv': file(part(0, 1600)),
    'data/valid.csv': file(part(1600, 2000)),
    'data/test.csv': file(part(2000, 2400)),
  }
  for (const [path, text] of Object.entries({ ...sound, ...files })) if (text !== '') write(root, path, text)
  return root
}

async function check(root: string, ...words: string[]) {
  const { code, stdout, stderr } = await evenkeel(['check', root, ...words, '--json'])
  expect(stderr).toBe('')
  const object = JSON.parse(stdout) as ProjectCheck & { exitCode: number }
  expect(object.exitCode).toBe(code)
  const grave = object.findings.filter(({ severity }) => severity !== 'passed')
  return { code, ...object, grave, of: (name: string) => object.findings.filter((one: Finding) => one.check === name) }
}

beforeAll(build)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('check', () => {
  it('has nothing to say of a sound project, and touches nothing', async () => {
    const root = project('sound', { 'metrics.json': '{"accuracy": 0.9, "recall": 0.5}', 'notes.csv': 'a\n1\n' })
    const before = contents(root)
    const { code, grave, files, figures } = await check(root)
    expect({ code, grave }).toEqual({ code: 0, grave: [] })
    expect(files.map(({ file, part, rows }) => [file, part, rows])).toEqual([
      ['data/test.csv', 'test', 400],
      ['data/train.csv', 'train', 1600],
      ['data/valid.csv', 'validation', 400],
    ])
    expect(files[1]!.classes.map((one) => one.class)).toEqual(['no', 'yes'])
    expect(figures).toEqual(['metrics.json'])
    expect(contents(root)).toEqual(before)
    const people = await evenkeel(['check', root])
    expect(people.stdout).toMatch(/data\/test\.csv +test +400 rows: no 350, yes 50\n/)
    expect(people.stdout).toMatch(/✓ \d checks passed\n\nnothing to mend\n$/)
  })

  it('finds copies across parts, however they are written, and conflicting labels', async () => {
    const copied = part(0, 60).map((line) => line.toUpperCase().replace(/NO$/, 'no').replace(/YES$/, 'yes'))
    const turned = part(100, 101).map((line) =>
      isRare(line) ? line.replace(/yes$/, 'no') : line.replace(/no$/, 'yes'),
    )
    const { code, of } = await check(
      project('copies', { 'data/test.csv': file([...part(2000, 2400), ...copied, ...turned]) }),
    )
    expect(code).toBe(3)
    expect(of('duplicates-across-parts')).toMatchObject([{ severity: 'error', subject: 'data/test.csv' }])
    expect(of('duplicates-across-parts')[0]!.sentence).toMatch(
      /^61 of the 461 rows .* \(13\.2 %\) stand in data\/train/,
    )
    expect(of('conflicting-labels')).toMatchObject([{ severity: 'warning', subject: 'data/train.csv' }])
  })

  it('finds validation data that were oversampled, by copies and by shares', async () => {
    const held = part(1600, 2000)
    const rare = held.filter(isRare)
    const grown = [...held, ...Array.from({ length: 300 }, (_, at) => rare[at % rare.length]!)]
    const copied = await check(project('oversampled', { 'data/valid.csv': file(grown) }))
    expect(copied.code).toBe(3)
    expect(copied.of('resampled-held-out-parts').map(({ severity }) => severity)).toEqual(['error', 'error'])
    const thinned = await check(
      project('undersampled', {
        'data/valid.csv': file([...rare, ...held.filter((line) => !isRare(line)).slice(0, 50)]),
      }),
    )
    expect(thinned.of('resampled-held-out-parts')).toMatchObject([{ severity: 'error', subject: 'data/valid.csv' }])
    expect(thinned.of('resampled-held-out-parts')[0]!.sentence).toContain(
      'is 50 % of data/valid.csv and 12.5 % of train',
    )
  })

  it('lets train be rebalanced, and asks where its rows come from', async () => {
    const train = part(0, 1600)
    const rare = train.filter(isRare)
    const grown = [...train, ...Array.from({ length: 1200 }, (_, at) => rare[at % rare.length]!)]
    const silent = await check(project('silent', { 'data/train.csv': file(grown) }))
    expect(silent.code).toBe(0)
    expect(silent.of('train-is-rebalanced')).toHaveLength(2)
    expect(silent.of('synthetic-without-provenance')).toMatchObject([
      { severity: 'warning', subject: 'data/train.csv' },
    ])
    const told = grown.map((line, at) => `${line},${at < 1600 ? at : train.indexOf(line)}`)
    const sourced = await check(project('sourced', { 'data/train.csv': file(told, `${header},source_row`) }))
    expect(sourced.of('synthetic-without-provenance')).toMatchObject([{ severity: 'passed' }])
    const marked = train.map((line, at) => `${line},${at % 4 === 0}`)
    const named = await check(project('marked', { 'data/train.csv': file(marked, `${header},synthetic`) }))
    expect(named.of('synthetic-without-provenance')[0]!.sentence).toMatch(/^400 rows .* marked in "synthetic"/)
    const held = part(2000, 2400).map((line, at) => `${line},${at % 4 === 0 ? 'yes' : ''}`)
    const madeUp = await check(project('made-up', { 'data/test.csv': file(held, `${header},is_synthetic`) }))
    expect(madeUp.of('synthetic-held-out-rows')).toMatchObject([{ severity: 'error' }])
    expect(madeUp.code).toBe(3)
  })

  it('sees numbers that look interpolated', async () => {
    const train = part(0, 1600)
    const rare = train.filter(isRare)
    const made = rare.map((line, at) => {
      const [a, n, kind, y] = line.split(',')
      const [b] = rare[(at + 1) % rare.length]!.split(',')
      return [Number(a) + (Number(b) - Number(a)) * 0.377123456789, n, kind, y].join(',')
    })
    const { of } = await check(project('smote', { 'data/train.csv': file([...train, ...made]) }))
    expect(of('synthetic-without-provenance')[0]!.sentence).toContain('far more decimals than those of "no"')
  })

  it('finds groups astride: guessed as a warning, named as an error', async () => {
    const users = (rows: readonly string[], first: number) => rows.map((line, at) => `${line},u${first + (at % 90)}`)
    const root = project('groups', {
      'data/train.csv': file(users(part(0, 1600), 0), `${header},user_id`),
      'data/valid.csv': file(users(part(1600, 2000), 50), `${header},user_id`),
      'data/test.csv': file(users(part(2000, 2400), 500), `${header},user_id`),
    })
    const guessed = await check(root)
    expect(guessed.of('leaking-groups')).toMatchObject([{ severity: 'warning', subject: 'user_id' }])
    expect(guessed.of('leaking-groups')[0]!.sentence).toMatch(
      /^40 values of "user_id" stand in train and in data\/valid/,
    )
    const named = await check(root, '--group', 'user_id')
    expect(named.of('leaking-groups')).toMatchObject([{ severity: 'error' }])
    expect([guessed.code, named.code]).toEqual([0, 3])
  })

  it('reads figures and rules', async () => {
    const { of } = await check(
      project('figures', {
        'metrics.json': '{"test": {"accuracy": 0.97, "roc_auc": 0.9}}',
        'decision.json': '{"labels": ["a", "b", "c"], "threshold": 0.5, "f1": 0.4}',
        'results.json': '{"costs": {"miss": 5, "false_alarm": 1}, "threshold": 0.5, "precision": 0.4}',
        'package.json': '{"accuracy": 1}',
      }),
    )
    expect(of('accuracy-alone')).toMatchObject([{ severity: 'warning', subject: 'metrics.json' }])
    expect(of('accuracy-alone')[0]!.sentence).toContain('accuracy and roc_auc')
    expect(of('one-global-threshold').map(({ subject, sentence }) => [subject, sentence.slice(-34)])).toEqual([
      ['decision.json', ' has one threshold, 0.5, for 3 classes.'.slice(-34)],
      ['results.json', 'for errors that cost differently.'.padStart(34)],
    ])
  })

  it('takes JSON Lines and folders named after parts, and says which part is missing', async () => {
    const root = join(folder, 'lines')
    const objects = (rows: readonly string[]) =>
      rows.map((line) => JSON.stringify({ text: `row ${line.slice(0, 12)}`, intent: isRare(line) ? 'rare' : 'usual' }))
    for (const name of ['train', 'dev']) mkdirSync(join(root, name), { recursive: true })
    write(join(root, 'train'), 'part.jsonl', objects(part(0, 300)).join('\n'))
    write(join(root, 'dev'), 'part.jsonl', objects(part(290, 400)).join('\n'))
    const { code, of, files } = await check(root, '--target', 'intent')
    expect(files.map(({ file, part }) => [file, part])).toEqual([
      ['dev/part.jsonl', 'validation'],
      ['train/part.jsonl', 'train'],
    ])
    expect(of('duplicates-across-parts')[0]!.sentence).toMatch(/^10 of the 110 rows/)
    expect(of('missing-part')).toMatchObject([{ subject: 'test' }])
    expect(code).toBe(3)
  })

  it.each([
    [['absent'], 1, /^absent: this folder cannot be read/],
    [['sound/data/train.csv'], 1, /this is a file; name a folder/],
    [['empty'], 1, /^empty: no file is called train, validation or test/],
    [['sound', '--target', 'klass'], 1, /no column "klass"/],
    [['sound', '--group', 'usr'], 1, /no column "usr"/],
    [['lines'], 2, /no column is called label, class, target, y in every part; .*--target/],
  ] as const)('refuses %j', async (words, code, says) => {
    mkdirSync(join(folder, 'empty'), { recursive: true })
    const ended = await evenkeel(['check', ...words], { cwd: folder })
    expect(ended.stderr).toMatch(/^[^\n]+\n$/)
    expect(ended.stderr).toMatch(says)
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: '' })
  })
})

describe.skipIf(!existsSync(join(data, 'sms-spam.tsv')))('check on real messages', () => {
  it('finds what a plain random split of messages tears apart', async () => {
    const root = join(folder, 'sms')
    mkdirSync(root, { recursive: true })
    const all = readFileSync(join(data, 'sms-spam.tsv'), 'utf8').trim().split('\n')
    const of = (rest: readonly number[]) => all.filter((_, at) => rest.includes(at % 5))
    write(root, 'train.tsv', `label\ttext\n${of([0, 1, 2]).join('\n')}\n`)
    write(root, 'val.tsv', `label\ttext\n${of([3]).join('\n')}\n`)
    write(root, 'test.tsv', `label\ttext\n${of([4]).join('\n')}\n`)
    const found = await check(root)
    expect(found.code).toBe(3)
    const torn = found.of('duplicates-across-parts').filter(({ severity }) => severity === 'error')
    expect(torn.map(({ subject }) => subject)).toEqual(['test.tsv', 'val.tsv'])
    expect(found.of('resampled-held-out-parts')).toEqual([])
  })
})
