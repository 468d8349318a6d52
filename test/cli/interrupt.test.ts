import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build, evenkeel } from './built.ts'
import { contents, scratch, table, write } from './files.ts'

const folder = scratch()
const temporary = join(folder, 'tmp')
const words = ['run', 'good.csv', '--target', 'y', '--out', 'out', '--recall', '0.5', '--precision', '0.1']
let whole = 0

beforeAll(async () => {
  await build()
  mkdirSync(temporary)
  write(folder, 'good.csv', table(4000))
  const started = performance.now()
  const { code, stderr } = await evenkeel(words, { cwd: folder, env: { TMPDIR: temporary } })
  whole = performance.now() - started
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  rmSync(join(folder, 'out'), { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('Ctrl-C', () => {
  it.each([
    ['SIGINT', 0.05],
    ['SIGINT', 0.2],
    ['SIGINT', 0.4],
    ['SIGTERM', 0.5],
    ['SIGINT', 0.6],
    ['SIGINT', 0.75],
    ['SIGINT', 0.85],
    ['SIGINT', 0.92],
    ['SIGINT', 0.97],
    ['SIGINT', 1],
  ] as const)('%s after %f of a run leaves all or nothing', async (signal, share) => {
    const before = contents(folder)
    const { code, stderr } = await evenkeel(words, {
      cwd: folder,
      env: { TMPDIR: temporary },
      act: (child) => setTimeout(() => child.kill(signal), whole * share),
    })
    // Before the first line of evenkeel has run and after its last, the system ends the process itself: code is then null.
    if (readdirSync(folder).includes('out')) {
      expect([0, null]).toContain(code)
      expect(readdirSync(join(folder, 'out')).sort()).toEqual([
        'metrics.json',
        'model.json',
        'recipe.json',
        'report.html',
        'split.parquet',
        'train.balanced.parquet',
      ])
      rmSync(join(folder, 'out'), { recursive: true })
    } else if (code !== null) {
      expect({ code, stderr }).toEqual({ code: 130, stderr: 'interrupted; nothing was written.\n' })
    }
    expect(contents(folder)).toEqual(before)
    expect(readdirSync(temporary)).toEqual([])
  })

  it('during a search keeps what was found, and the same command goes on to the same end', async () => {
    const searching = [...words.slice(0, -5), 'searched', ...words.slice(-4), '--trials', '9']
    const cwd = folder
    expect((await evenkeel(searching.with(5, 'whole'), { cwd })).code).toBe(0)
    const journal = join(folder, 'searched', '.search.jsonl')
    const { code, stderr } = await evenkeel(searching, {
      cwd,
      act: (child) => {
        const timer = setInterval(() => {
          if (!existsSync(journal)) return
          clearInterval(timer)
          child.kill('SIGINT')
        }, 5)
        child.on('close', () => clearInterval(timer))
      },
    })
    const kept =
      'interrupted; the search so far is kept in searched/.search.jsonl. The same command goes on from there.\n'
    expect({ code, stderr }).toEqual({ code: 130, stderr: kept })
    expect(readdirSync(join(folder, 'searched'))).toEqual(['.search.jsonl'])
    expect((await evenkeel(searching, { cwd })).code).toBe(0)
    expect(contents(join(folder, 'searched'))).toEqual(contents(join(folder, 'whole')))
  })
})
