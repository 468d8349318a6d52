import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { labelsFromCodes, random, sparseMatrix } from '../../src/core/index.ts'
import { splitParts } from '../../src/evaluation/index.ts'
import { audit, type DataSet, loadDataSet, recipeOptions, run } from '../../src/recipes/index.ts'
import { refuseManyCoefficients } from '../../src/recipes/reading/refuse-many-classes.ts'
import { splitDataOf } from '../../src/recipes/reading/split-data.ts'
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

it('10,000 classes at once are refused before any work', async () => {
  const draws = random(3).randn(60_000)
  const lines = Array.from({ length: 60_000 }, (_, row) => `${draws[row]!.toFixed(4)},c${row % 10_000}`)
  const path = join(folder.path, 'refused.csv')
  writeFileSync(path, `x,label\n${lines.join('\n')}\n`)
  const stages = new Set<string>()
  const started = run(path, { target: 'label' }, { onProgress: ({ stage }) => stages.add(stage) })
  await expect(started).rejects.toThrow(
    /refused\.csv: the 10,000 classes of column "label" would take 5\.4 GiB of memory .* with `positive`, or merge rare classes/,
  )
  expect([...stages].filter((stage) => /audit|compare|fit/.test(stage))).toEqual([])
})

it('refuses coefficients of many columns and classes, and no fewer', () => {
  const data = (classes: number) => ({
    path: 'wide.csv',
    roles: { target: 'label', text: undefined, features: [], leftOut: [] },
    y: labelsFromCodes(
      Int32Array.from({ length: classes }, (_, code) => code),
      Array.from({ length: classes }, String),
    ),
  })
  const wide = sparseMatrix(Int32Array.of(0), new Int32Array(0), new Float64Array(0), 5367)
  const check = (classes: number) => refuseManyCoefficients(data(classes) as unknown as DataSet, wide)
  expect(() => check(1001)).toThrow(/wide\.csv: the 1,001 classes of column "label" would take 1\.0 GiB/)
  expect(() => check(999)).not.toThrow()
  expect(() => check(2)).not.toThrow()
})

it('100 classes of ten rows are told apart to the end', async () => {
  const draws = random(4).randn(6000)
  const lines = Array.from({ length: 1000 }, (_, row) =>
    [0, 1, 2]
      .map((at) => (3 * draws[5000 + (row % 100) + 100 * at]! + draws[3 * row + at]!).toFixed(3))
      .concat(`c${row % 100}`)
      .join(','),
  )
  const path = join(folder.path, 'hundred.csv')
  writeFileSync(path, `a,b,c,label\n${lines.join('\n')}\n`)
  const { metrics } = folder.keep(await run(path, { target: 'label', candidates: ['weights'], folds: 3, repeats: 1 }))
  expect(metrics.classes.length).toBe(100)
  expect(metrics.test.figures['averagePrecision']!.value).toBeGreaterThan(0.2)
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
