import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { multiLabelsFromMatrix, random } from '../../src/core/index.ts'
import { resampleLabelsFile } from '../../src/recipes/index.ts'
import { labelImbalance, multiLabelSamplers } from '../../src/sampling/index.ts'
import { type Cell, readCsv, workFolder } from './data.ts'

const { path: folder, file } = workFolder()
const out = join(folder, 'out.csv')
const names = ['calm', 'loud', 'odd'] as const
const count = 180
const noise = random('labels file').randn(count * 2)
const has = (row: number) => [row % 2 === 0 || row % 3 === 0, row % 3 === 0, row % 15 === 1]
const features = Array.from({ length: count }, (_, row) => ({
  u: Math.round(1000 * (noise[row * 2]! + (row % 15 === 1 ? 2 : 0))) / 1000,
  n: Math.round(10 * noise[row * 2 + 1]!),
}))

/** The same rows with labels in columns, spelled in one of three ways, or in one list. */
function written(say: (yes: boolean, label: number) => Cell): string {
  return file(
    features.map((row, at) => ({
      ...row,
      ...Object.fromEntries(has(at).map((yes, label) => [names[label]!, say(yes, label)])),
    })),
  )
}
const columns = written((yes, label) => (label === 0 ? (yes ? 'Yes' : 'no') : label === 1 ? yes : yes ? 1 : 0))
const lists = file(
  features.map((row, at) => ({
    ...row,
    topics: names.filter((_, label) => has(at)[label]).join('; '),
  })),
)
const Y = multiLabelsFromMatrix(Uint8Array.from(features.flatMap((_, row) => has(row).map(Number))), [...names])

describe.each(Object.keys(multiLabelSamplers) as (keyof typeof multiLabelSamplers)[])('%s of a file', (method) => {
  it('gives what the sampler gives, spelled as the file spells it', async () => {
    const done = await resampleLabelsFile(columns, out, { labels: [...names], method, sampler: { seed: 5 } })
    const rows = readCsv(out)
    expect(rows).toHaveLength(done.rows.after)
    const counted = names.map((name) => rows.filter((row) => /^(Yes|true|1)$/.test(row[name]!)).length)
    expect(done.labels.map(({ after }) => after)).toEqual(counted)
    for (const row of rows) {
      expect(row['calm']).toMatch(/^(Yes|no)$/)
      expect(row['loud']).toMatch(/^(true|false)$/)
      expect(row['odd']).toMatch(/^[01]$/)
      expect(row['n']).toMatch(/^-?\d+$/)
    }
    const before = labelImbalance(Y)
    expect(done.labels.map((one) => one.before)).toEqual(Array.from(before.counts))
    expect(done.labels.map(({ imbalance }) => imbalance.before)).toEqual(Array.from(before.irLbl))
    expect(done.meanImbalance.before).toBe(before.meanIR)
    const most = Math.max(...counted)
    const ratios = counted.map((one) => most / one)
    expect(done.labels.map(({ imbalance }) => imbalance.after)).toEqual(ratios)
    expect(done.meanImbalance.after).toBeCloseTo(ratios.reduce((sum, one) => sum + one, 0) / 3, 12)
    const made = rows.filter((row) => row['source_row'] === '')
    expect(made).toHaveLength(method === 'mlSmote' ? has(1).length * 4 : 0)
    for (const row of made) expect(row['method']).toBe('mlSmote')
    expect(done.diagnosis === null).toBe(method !== 'mlSmote')
  })

  it('reads lists of names as well, and writes them so', async () => {
    const done = await resampleLabelsFile(lists, out, {
      target: 'topics',
      labelDelimiter: ';',
      method,
      sampler: { seed: 5 },
    })
    const other = await resampleLabelsFile(columns, join(folder, 'other.csv'), {
      labels: [...names],
      method,
      sampler: { seed: 5 },
    })
    expect(done.labels).toEqual(other.labels)
    for (const { topics } of readCsv(out)) expect(topics).toMatch(/^((calm|loud|odd)(; (?=.)|$))*$/)
  })
})

it('goes on with the result in a chain', async () => {
  const done = await resampleLabelsFile(columns, out, {
    labels: [...names],
    method: 'mlSmote',
    next: [{ method: 'mlRus', sampler: { share: 0.2 } }],
  })
  expect(done.steps.map(({ before, after }) => [before, after])).toEqual([
    [180, 192],
    [192, 154],
  ])
  const rows = readCsv(out)
  expect(rows).toHaveLength(154)
  expect(rows.filter((row) => row['method'] === 'mlSmote')).toHaveLength(done.rows.synthetic)
})

describe('refuses in one sentence', () => {
  it.each([
    [columns, { labels: ['u', 'odd'], method: 'mlRos' }, /row 1 has ".*" in the label column "u"\. Write 1 or 0/],
    [columns, { labels: ['calm', 'none'], method: 'mlRos' }, /no column "none"/],
    [lists, { target: 'topics', method: 'mlRos' }, /name either the columns of `labels`, or a `target` with/],
    [
      lists,
      { target: 'u', labelDelimiter: ';', method: 'mlSmote' },
      /column "topics" holds .*, on which `mlSmote` measures/,
    ],
    [columns, { labels: ['odd'], method: 'smote' }, /`method` must be one of "mlRos"/],
  ])('%#', async (path, options, sentence) => {
    await expect(resampleLabelsFile(path, out, options as never)).rejects.toThrow(sentence)
  })
})
