import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { metricsSchema } from '../../src/recipes/index.ts'
import { openTable } from '../../src/tables/index.ts'
import { build, evenkeel } from './built.ts'
import { contents, scratch, table, write } from './files.ts'

const folder = scratch()
const here = (name: string) => join(folder, name)
const told = async (...words: string[]) => {
  const ended = await evenkeel(words, { cwd: folder })
  expect(ended.stderr).toBe('')
  return ended
}

beforeAll(async () => {
  await build()
  write(folder, 'good.csv', table(600, { missing: true }))
  write(folder, 'numbers.csv', table(400, { categories: false, missing: true }))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('evenkeel', () => {
  it('lists its commands, and each tells all that it takes', async () => {
    const { code, stdout } = await told('--help')
    expect(code).toBe(0)
    for (const { name, summary } of commands) {
      expect(stdout).toContain(`${name.padEnd(8)}  ${summary}`)
      const help = await told(name, '--help')
      expect(help.code).toBe(0)
      expect(help.stdout).toMatch(new RegExp(`^${name}: ${summary}\n\nUsage: evenkeel ${name}`))
      expect(help.stdout).toBe((await told('help', name)).stdout)
    }
  })

  it('is silent about summaries that differ between list and command', async () => {
    for (const listed of commands) {
      const command = await listed.load()
      expect({ name: command.name, summary: command.summary }).toEqual({ name: listed.name, summary: listed.summary })
    }
  })

  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect((await told('--version')).stdout).toBe(`${version}\n`)
  })

  it('does not fail a reader that has seen enough', async () => {
    const ended = await evenkeel(['audit', 'good.csv', '--target', 'y'], {
      cwd: folder,
      act: (child) => child.stdout!.destroy(),
    })
    expect(ended).toMatchObject({ code: 0, stderr: '' })
  })

  it('answers doctor', async () => {
    const answer = JSON.parse((await told('doctor', '--json')).stdout)
    expect(answer.node).toBe(process.version)
    expect(answer.parts.map((part: { name: string }) => part.name)).toEqual(['Node.js', 'kernels', 'DuckDB'])
  })
})

describe('run', () => {
  it('writes the folder, tells it, and the recipe gives the same bytes again', async () => {
    const { code, stdout } = await told(
      'run',
      'good.csv',
      '--target',
      'y',
      '--recall',
      '0.5',
      '--out',
      'out',
      '--format',
      'csv',
    )
    expect(code).toBe(0)
    expect(stdout).toMatch(/^✓ The goal is met/)
    const again = await told('run', 'out/recipe.json', '--out', 'again', '--json', '--workers', '1')
    const object = JSON.parse(again.stdout)
    const metrics = metricsSchema.parse(JSON.parse(readFileSync(here('out/metrics.json'), 'utf8')))
    expect(object).toMatchObject({ out: 'again', exitCode: 0, asked: metrics.asked, test: metrics.test })
    const [first, second] = [contents(here('out')), contents(here('again'))]
    expect(Object.keys(second).sort()).toEqual(object.files.toSorted())
    expect(second).toEqual(first)
  })

  it('ends with 3 where the goal is not met, with everything written', async () => {
    const { code, stdout } = await told(
      'run',
      'good.csv',
      '--target',
      'y',
      '--recall',
      '0.999',
      '--precision',
      '0.999',
      '--out',
      'unmet',
    )
    expect(code).toBe(3)
    expect(stdout).toMatch(/^✗ The goal is not met/)
    expect(Object.keys(contents(here('unmet')))).toHaveLength(6)
  })
})

describe('audit', () => {
  it('tells people and scripts', async () => {
    expect((await told('audit', 'good.csv', '--target', 'y')).stdout).toMatch(
      /^good\.csv: 600 rows, 4 columns\n\n[✗!·] /,
    )
    const { findings } = JSON.parse((await told('audit', 'good.csv', '--target', 'y', '--json')).stdout)
    for (const finding of findings) {
      expect(Object.keys(finding).sort()).toEqual(['check', 'remedy', 'sentence', 'severity', 'subject'])
    }
  })
})

describe('split', () => {
  it('gives every row one part', async () => {
    const { parts } = JSON.parse((await told('split', 'good.csv', 'parts.csv', '--target', 'y', '--json')).stdout)
    const lines = readFileSync(here('parts.csv'), 'utf8').trim().split('\n')
    expect(lines[0]).toBe('row,part')
    expect(lines).toHaveLength(601)
    for (const { part, rows } of parts) expect(lines.filter((line) => line.endsWith(`,${part}`))).toHaveLength(rows)
  })
})

describe('resample', () => {
  const original = () => readFileSync(here('numbers.csv'), 'utf8').trim().split('\n')

  it('adds rows in original units, integers whole, originals untouched, with their parents', async () => {
    const words = ['--target', 'y', '--method', 'smote', '--k-neighbors', '3', '--seed', '4']
    const { rows, diagnosis } = JSON.parse(
      (await told('resample', 'numbers.csv', 'smote.csv', ...words, '--json')).stdout,
    )
    expect(rows).toEqual({ before: 400, after: 700, synthetic: 300 })
    const [grown] = diagnosis.classes
    expect(grown).toMatchObject({ class: 'yes', synthetic: 300, repeated: 0, outliers: 0 })
    expect(grown.toParent.max).toBeLessThan(grown.amongOriginals.max)
    const lines = readFileSync(here('smote.csv'), 'utf8').trim().split('\n')
    expect(lines[0]).toBe('a,n,y,source_row,parents,method')
    const given = original()
    const values = given.map((line) => line.split(','))
    for (let row = 1; row <= 400; row++) {
      const [a, n, y, source] = lines[row]!.split(',')
      expect([Number(a), n, y, source]).toEqual([
        Number(values[row]![0]),
        values[row]![1],
        values[row]![2],
        String(row),
      ])
    }
    for (const line of lines.slice(401)) {
      const [a, n, y, source, parents, method] = line.split(',')
      expect({ y, source, method }).toEqual({ y: 'yes', source: '', method: 'smote' })
      const [one, other] = parents!.split(' ').map((parent) => values[Number(parent)]!)
      expect([one![2], other![2]]).toEqual(['yes', 'yes'])
      const low = Math.min(Number(one![1]), Number(other![1]))
      const high = Math.max(Number(one![1]), Number(other![1]))
      expect(Number.isInteger(Number(n))).toBe(true)
      expect(Number(n)).toBeGreaterThanOrEqual(low)
      expect(Number(n)).toBeLessThanOrEqual(high)
      expect(Number(a)).toBeGreaterThanOrEqual(0)
      expect(Number(a)).toBeLessThanOrEqual(6)
    }
    await told('resample', 'numbers.csv', 'again.csv', ...words)
    expect(contents(folder)['again.csv']).toBe(contents(folder)['smote.csv'])
  })

  it.each(['random-over-sampler', 'random-under-sampler', 'smotenc', 'tomek-links'])(
    'writes Parquet by %s',
    async (method) => {
      const { rows } = JSON.parse(
        (await told('resample', 'good.csv', `${method}.parquet`, '--target', 'y', '--method', method, '--json')).stdout,
      )
      const made = await openTable(here(`${method}.parquet`))
      expect(made.rowCount).toBe(rows.after)
      expect(made.columns.slice(0, 5).map(({ name }) => name)).toEqual(['a', 'n', 'kind', 'y', 'source_row'])
      expect(made.column('n').type).toBe('integer')
      await made.close()
    },
  )
})

describe('apply', () => {
  it('decides as the run did, and names the column that is missing', async () => {
    await told('run', 'good.csv', '--target', 'y', '--recall', '0.5', '--out', 'model', '--candidates', 'plain')
    const lines = readFileSync(here('good.csv'), 'utf8').trim().split('\n')
    write(folder, 'new.csv', `${lines.map((line) => line.slice(0, line.lastIndexOf(','))).join('\n')}\n`)
    const { decided } = JSON.parse((await told('apply', 'model/model.json', 'new.csv', 'decided.csv', '--json')).stdout)
    const made = readFileSync(here('decided.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','))
    expect(made[0]).toEqual(['a', 'n', 'kind', 'probability of no', 'probability of yes', 'decision'])
    const { decision } = JSON.parse(readFileSync(here('model/model.json'), 'utf8'))
    for (const [, , , no, yes, decided] of made.slice(1)) {
      expect(Number(no) + Number(yes)).toBeCloseTo(1, 9)
      expect(decided).toBe(Number(yes) >= decision.threshold ? 'yes' : 'no')
    }
    for (const one of decided) expect(made.filter((row) => row[5] === one.class)).toHaveLength(one.rows)
    write(folder, 'short.csv', 'a,n\n1,2\n')
    const refused = await evenkeel(['apply', 'model/model.json', 'short.csv', 'x.csv'], { cwd: folder })
    expect(refused).toMatchObject({ code: 1, stderr: 'short.csv: no column "kind"; it has a, n\n' })
  })
})
