import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { random } from '../../src/core/index.ts'
import { splitParts } from '../../src/evaluation/index.ts'
import { audit, loadDataSet, recipeOptions } from '../../src/recipes/index.ts'
import { splitDataOf } from '../../src/recipes/split-data.ts'
import { openTable } from '../../src/tables/index.ts'
import { workFolder } from './data.ts'

const folder = workFolder()

/** Reads, audits and parts a large table; how many seconds that took. */
async function prepared(name: string, lines: string[], target: string) {
  const path = join(folder.path, name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  const started = performance.now()
  const table = folder.keep(await openTable(path))
  const options = recipeOptions.parse({ target })
  const data = await loadDataSet(table, options)
  const findings = await audit({ table, data, options })
  const parts = splitParts(splitDataOf(data), { seed: 0 })
  return { data, findings, parts, seconds: (performance.now() - started) / 1000 }
}

it('10,000 classes of two rows: loaded, audited and parted', async () => {
  const draws = random(1).randn(80_000)
  const lines = Array.from({ length: 20_000 }, (_, row) =>
    [0, 1, 2, 3]
      .map((at) => draws[4 * row + at]!.toFixed(4))
      .concat(`c${row % 10_000}`)
      .join(','),
  )
  const { data, findings, parts, seconds } = await prepared('classes.csv', ['a,b,c,d,label', ...lines], 'label')
  expect(data.y.classes.length).toBe(10_000)
  expect(findings.filter(({ check }) => check === 'class-too-small').length).toBe(11)
  expect(parts.train.rows.length + parts.validation.rows.length + parts.test.rows.length).toBe(20_000)
  const learned = new Set(parts.train.of(data.y).codes)
  expect(learned.size).toBe(10_000)
  expect(seconds).toBeLessThan(20)
})

it('a category of 100,000 levels: loaded, audited and parted', async () => {
  const draws = random(2).uniform(120_000)
  const lines = Array.from(
    { length: 120_000 },
    (_, row) => `k${row % 100_000},${draws[row]!.toFixed(6)},${draws[(row * 7) % 120_000]! < 0.05 ? 'rare' : 'rest'}`,
  )
  const { data, findings, parts, seconds } = await prepared('levels.csv', ['key,x,label', ...lines], 'label')
  expect(data.X!.columns[0]!.categories!.length).toBe(100_000)
  expect(findings.some(({ check }) => check === 'predicts-alone')).toBe(false)
  expect(parts.test.rows.length).toBe(24_000)
  expect(seconds).toBeLessThan(20)
})
