import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { metricsSchema, type Run, recipeSchema, run, saveRun } from '../../src/recipes/index.ts'
import { writeBalancedTrain } from '../../src/recipes/resampling/balanced-train.ts'
import { taskOf } from '../../src/recipes/tasks/task-of.ts'
import { randomUnderSampler, smotenc } from '../../src/sampling/index.ts'
import { openTable } from '../../src/tables/index.ts'
import { stopwatch } from '../longest-stretch.ts'
import { type Cell, fraudRows, quick, readCsv, textRows, workFolder } from './data.ts'

const folder = workFolder()
const rows = fraudRows(300).map((row, at): Record<string, Cell> => ({ no: `R${at}`, ...row }))
const options = { target: 'label', id: 'no', candidates: [], ...quick }
const render = () => '<!doctype html><title>report</title>'
const read = (path: string, name: string) => JSON.parse(readFileSync(join(path, name), 'utf8'))
const six = ['metrics.json', 'model.json', 'recipe.json', 'report.html', 'split.parquet', 'train.balanced.csv']

/** The training set as a candidate would leave it, whoever won. */
async function balanced(done: Run, name: 'smotenc' | 'under' | 'weights') {
  const { data, parts, table } = done
  const path = join(folder.path, `${name}.csv`)
  const preparation = await taskOf(data).prepare(parts.train, {})
  const y = parts.train.of(data.y)
  const coded = preparation.coded as never
  const resampled =
    name === 'smotenc'
      ? await smotenc().fitResample(coded, y)
      : name === 'under'
        ? await randomUnderSampler().fitResample(coded, y)
        : undefined
  const weights = name === 'weights' ? 'balanced' : null
  await writeBalancedTrain(path, table, data, parts.train, resampled as never, weights, preparation.restore)
  return readCsv(path)
}

const original = (row: Record<string, string>) => rows[Number(row['source_row']) - 1]!
const columns = Object.keys(rows[0]!)
const texts = (row: object) =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => columns.includes(name))
      .map(([name, value]) => [name, value === null ? '' : String(value).replace(/\.0$/, '')]),
  )

describe('the folder of a run', () => {
  it('has its six files, all of them readable', async () => {
    const done = await folder.run(rows, options)
    const out = join(folder.path, 'deep', 'out')
    await saveRun(done, out, async (metrics, recipe) => `${render()}${metrics.positive}${recipe.options.target}`)
    expect(readdirSync(out).sort()).toEqual(six)
    expect(metricsSchema.parse(read(out, 'metrics.json'))).toEqual(done.metrics)
    expect(recipeSchema.parse(read(out, 'recipe.json')).input.path).toMatch(/^\.\.\/\.\.\/table-\d+\.csv$/)
    expect(read(out, 'model.json')).toEqual(JSON.parse(JSON.stringify(done.predictor)))
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('fraudlabel')
    for (const name of ['metrics.json', 'model.json', 'recipe.json'])
      expect(readFileSync(join(out, name), 'utf8')).not.toContain(folder.path)
    const split = folder.keep(await openTable(join(out, 'split.parquet')))
    expect(split.columns.map(({ name }) => name)).toEqual(['row', 'no', 'part'])
    const [number, id, part] = [await split.texts('row'), await split.texts('no'), await split.texts('part')]
    expect(number).toEqual(rows.map((_, at) => String(at + 1)))
    expect(id).toEqual(rows.map(({ no }) => no))
    for (const one of [done.parts.train, done.parts.validation, done.parts.test])
      for (const row of one.rows) expect(part[row]).toBe(one.part)
  })
  it('the plain winner writes its training rows as they were, weight 1', async () => {
    const done = await folder.run(rows, options)
    const path = join(folder.path, 'plain.csv')
    await done.writeBalancedTrain(path)
    const written = readCsv(path)
    expect(Object.keys(written[0]!)).toEqual([...columns, 'weight', 'source_row'])
    expect(written.map(({ source_row }) => Number(source_row) - 1)).toEqual([...done.parts.train.rows])
    for (const row of written) {
      expect(texts(row)).toEqual(texts(original(row)))
      expect(Number(row['weight'])).toBe(1)
    }
  })
  it('as Parquet: the same rows and types; the other format of an earlier run goes away', async () => {
    const done = await folder.run(rows, { ...options, format: 'parquet' })
    const out = join(folder.path, 'parquet')
    mkdirSync(out)
    writeFileSync(join(out, 'train.balanced.csv'), 'of an earlier run')
    writeFileSync(join(out, 'notes.txt'), 'mine')
    await saveRun(done, out, render)
    expect(readdirSync(out).sort()).toEqual(
      [...six.filter((name) => name !== 'train.balanced.csv'), 'notes.txt', 'train.balanced.parquet'].sort(),
    )
    expect(readFileSync(join(out, 'notes.txt'), 'utf8')).toBe('mine')
    const table = folder.keep(await openTable(join(out, 'train.balanced.parquet')))
    expect(table.rowCount).toBe(done.parts.train.rows.length)
    expect(columns.map((name) => table.column(name).type)).toEqual(columns.map((name) => done.table.column(name).type))
    expect(await table.texts('amount')).toEqual(
      Array.from(done.parts.train.rows, (row) => String(rows[row]!['amount'])),
    )
  })
  it('rows without a target are in no part', async () => {
    const holed = rows.map((row, at): Record<string, Cell> => ({ ...row, label: at % 9 === 4 ? null : row['label']! }))
    const done = await folder.run(holed, { ...options, dropMissingTarget: true })
    const out = join(folder.path, 'holed')
    await saveRun(done, out, render)
    const part = await folder.keep(await openTable(join(out, 'split.parquet'))).texts('part')
    expect(part.map((one) => one === null)).toEqual(holed.map(({ label }) => label === null))
    for (const row of readCsv(join(out, 'train.balanced.csv'))) {
      expect(Number(row['amount'])).toBe(holed[Number(row['source_row']) - 1]!['amount'])
      expect(part[Number(row['source_row']) - 1]).toBe('train')
    }
  })
})

describe('the balanced training set', () => {
  it('SMOTENC: originals untouched; new rows within the ranges, in original units, with parents of their class', async () => {
    const done = await folder.run(rows, options)
    const train = new Set(done.parts.train.rows)
    const written = await balanced(done, 'smotenc')
    const made = written.filter(({ source_row }) => source_row === '')
    const kept = written.filter(({ source_row }) => source_row !== '')
    const [fine, fraud] = done.metrics.parts[0]!.classes
    expect([kept.length, made.length]).toEqual([fine! + fraud!, fine! - fraud!])
    for (const row of kept) {
      expect(texts(row)).toEqual(texts(original(row)))
      expect([row['parents'], row['method'], train.has(Number(row['source_row']) - 1)]).toEqual(['', '', true])
    }
    let holes = 0
    for (const row of made) {
      expect([row['label'], row['method'], row['no'], row['source_row'], row['weight']]).toEqual([
        'fraud',
        'smotenc',
        '',
        '',
        '1.0',
      ])
      const parents = row['parents']!.split(' ').map((one) => Number(one) - 1)
      expect(parents.length).toBe(2)
      for (const parent of parents) expect([train.has(parent), rows[parent]!['label']]).toEqual([true, 'fraud'])
      const [a, b] = parents.map((parent) => rows[parent]!)
      expect(Number.isInteger(Number(row['age']))).toBe(true)
      for (const name of ['amount', 'age', 'noise'] as const) {
        const ends = [Number(a![name]), Number(b![name])]
        expect(Number(row[name])).toBeGreaterThanOrEqual(Math.min(...ends) - 1e-9)
        expect(Number(row[name])).toBeLessThanOrEqual(Math.max(...ends) + 1e-9)
      }
      expect(['web', 'shop', 'phone']).toContain(row['kind'])
      if (row['holes'] === '') holes++
      else expect(Math.abs(Number(row['holes']))).toBeLessThan(6)
    }
    expect(holes).toBeLessThan(made.length / 2)
    expect(new Set(made.map(({ amount }) => amount)).size).toBeGreaterThan(made.length * 0.9)
  })
  it('under-sampling: a subset of train, both classes alike', async () => {
    const written = await balanced(await folder.run(rows, options), 'under')
    const count = (name: string) => written.filter(({ label }) => label === name).length
    expect(count('fine')).toBe(count('fraud'))
    expect(Object.keys(written[0]!)).toEqual([...columns, 'weight', 'source_row'])
    for (const row of written) expect(texts(row)).toEqual(texts(original(row)))
  })
  it('weights: each class weighs the same, times the weights of the rows', async () => {
    const done = await folder.run(rows, options)
    const written = await balanced(done, 'weights')
    const sum = (name: string) =>
      written.filter(({ label }) => label === name).reduce((total, { weight }) => total + Number(weight), 0)
    expect(sum('fraud')).toBeCloseTo(written.length / 2, 8)
    expect(sum('fine')).toBeCloseTo(written.length / 2, 8)
    const weighted = await folder.run(
      rows.map((row, at) => ({ ...row, w: 1 + (at % 3) })),
      { ...options, weight: 'w' },
    )
    const balancedToo = await balanced(weighted, 'weights')
    const given = (row: Record<string, string>): number => 1 + ((Number(row['source_row']) - 1) % 3)
    const total = balancedToo.reduce((all, row) => all + given(row), 0)
    for (const name of ['fine', 'fraud']) {
      const own = balancedToo.filter(({ label }) => label === name)
      const ofClass = total / 2 / own.reduce((all, row) => all + given(row), 0)
      for (const row of own) expect(Number(row['weight'])).toBeCloseTo(ofClass * given(row), 8)
    }
  })
  it('synthetic rows weigh what their first parent weighs', async () => {
    const weighted = await folder.run(
      rows.map((row, at) => ({ ...row, w: 1 + (at % 3) })),
      { ...options, weight: 'w' },
    )
    for (const row of await balanced(weighted, 'smotenc')) {
      const from = row['source_row'] === '' ? row['parents']!.split(' ')[0] : row['source_row']
      expect(Number(row['weight'])).toBe(1 + ((Number(from) - 1) % 3))
    }
  })
  it('the winner of a run is what is written', async () => {
    const done = await folder.run(textRows(300), {
      target: 'label',
      text: 'message',
      candidates: ['under', 'weights', 'over'],
      ...quick,
    })
    const path = join(folder.path, 'winner.csv')
    await done.writeBalancedTrain(path)
    const written = readCsv(path)
    const count = (name: string) => written.filter(({ label }) => label === name).length
    const even = done.metrics.comparison.winner === 'under' || done.metrics.comparison.winner === 'over'
    expect(count('ham') === count('spam')).toBe(even)
    expect(new Set(written.map(({ weight }) => weight)).size).toBe(done.metrics.comparison.winner === 'weights' ? 2 : 1)
  })
})

describe('whole or not at all', () => {
  it('a report that fails leaves nothing, and what an earlier run wrote stays', async () => {
    const done = await folder.run(rows, options)
    const fail = () => {
      throw new Error('no report today')
    }
    await expect(saveRun(done, join(folder.path, 'a', 'b'), fail)).rejects.toThrow('no report today')
    expect(existsSync(join(folder.path, 'a'))).toBe(false)
    const out = join(folder.path, 'earlier')
    await saveRun(done, out, render)
    const before = six.map((name) => readFileSync(join(out, name), 'utf8'))
    await expect(saveRun(done, out, async () => fail())).rejects.toThrow('no report today')
    expect(readdirSync(out).sort()).toEqual(six)
    expect(six.map((name) => readFileSync(join(out, name), 'utf8'))).toEqual(before)
  })
  it('an abort during the writing leaves nothing, not even the folder', async () => {
    const done = await folder.run(rows, options)
    for (const at of ['before', 'within the report']) {
      const stop = new AbortController()
      if (at === 'before') stop.abort()
      const stopping = () => {
        stop.abort()
        return 'report'
      }
      const out = join(folder.path, 'aborted', 'run')
      await expect(saveRun(done, out, stopping, { signal: stop.signal })).rejects.toThrow(/abort/i)
      expect(existsSync(join(folder.path, 'aborted'))).toBe(false)
    }
    await expect(
      done.writeBalancedTrain(join(folder.path, 'aborted.csv'), { signal: AbortSignal.abort() }),
    ).rejects.toThrow(/abort/i)
    expect(existsSync(join(folder.path, 'aborted.csv'))).toBe(false)
  })
  it('a folder that cannot be made is one sentence', async () => {
    const done = await folder.run(rows, options)
    writeFileSync(join(folder.path, 'taken'), 'a file')
    await expect(saveRun(done, join(folder.path, 'taken', 'out'), render)).rejects.toThrow(
      /taken is a file, not a folder\. Name another\.$/,
    )
  })
  it('an aborted run rejects at once, wherever it is, and leaves no file', async () => {
    const path = folder.file(fraudRows(2000))
    const before = readdirSync(folder.path).sort()
    await expect(run(path, { target: 'label' }, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
    const stages = new Set<string>()
    for (const wanted of ['read', 'compare', 'fit', 'validation', 'test']) {
      const stop = new AbortController()
      let sinceStop: (() => number) | undefined
      const onProgress = ({ stage }: { stage: string }) => {
        if (sinceStop || !stage.startsWith(wanted)) return
        stages.add(wanted)
        sinceStop = stopwatch()
        stop.abort()
      }
      const outcome = await run(
        path,
        { target: 'label', candidates: ['smote', 'boosting'], ...quick },
        { signal: stop.signal, onProgress },
      ).catch((error: unknown) => error)
      if (sinceStop) {
        expect(String(outcome)).toMatch(/abort/i)
        expect(sinceStop()).toBeLessThan(1000)
      } else await (outcome as Run).close()
    }
    expect(stages.has('compare')).toBe(true)
    expect(readdirSync(folder.path).sort()).toEqual(before)
  })
})
