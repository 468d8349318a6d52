import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { labels, matrix, random } from '../../src/core/index.ts'
import { standardScaler } from '../../src/features/index.ts'
import { resampleFile } from '../../src/recipes/index.ts'
import { composeResampled, smote, tomekLinks } from '../../src/sampling/index.ts'
import { workFolder } from './data.ts'

const { path: folder } = workFolder()
const rowCount = 150
const noise = random('chains').randn(rowCount * 2)
const isRare = (row: number) => row % 5 === 0
const cells = Float64Array.from({ length: rowCount * 2 }, (_, cell) =>
  Number((noise[cell]! * (cell % 2 === 0 ? 1 : 40) + (isRare(Math.floor(cell / 2)) ? 0.8 : 0)).toFixed(3)),
)
const className = (row: number) => (isRare(row) ? 'rare' : 'common')
const numbers = write('numbers.csv', 'a,b,y', (row) => `${cells[row * 2]},${cells[row * 2 + 1]},${className(row)}`)
const mixed = write('mixed.csv', 'a,kind,y', (row) => `${cells[row * 2]},${'pqr'[(row * 7) % 3]},${className(row)}`)
const holes = write('holes.csv', 'a,b,y', (row) => {
  return `${row % 10 === 0 ? '' : cells[row * 2]},${row % 13 === 1 ? '' : cells[row * 2 + 1]},${className(row)}`
})

function write(name: string, head: string, line: (row: number) => string): string {
  const path = join(folder, name)
  writeFileSync(path, `${head}\n${Array.from({ length: rowCount }, (_, row) => line(row)).join('\n')}\n`)
  return path
}

/** Name → value for each row of a file. */
function read(path: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split('\n')
  const names = head!.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, at) => [names[at]!, value])))
}

const toMiddle = { method: 'smote', sampler: { samplingStrategy: 0.6, seed: 3 } } as const
const links = { method: 'tomekLinks', sampler: { samplingStrategy: 'all' } } as const

describe('a chain of samplers', () => {
  it('works step by step as the library does, and leads rows and parents back to the input', async () => {
    const out = join(folder, 'chain.csv')
    const result = await resampleFile(numbers, out, { target: 'y', ...toMiddle, next: [links] })
    const X = matrix(cells, 2)
    const y = labels(Array.from({ length: rowCount }, (_, row) => className(row)))
    const scaled = (await standardScaler().fit(X)).transform(X)
    const grown = await smote(toMiddle.sampler).fitResample(scaled, y)
    const cleaned = await tomekLinks({ samplingStrategy: 'all' }).fitResample(grown.X, grown.y)
    const expected = composeResampled(grown, cleaned)
    const rows = read(out)
    expect(rows.map(({ source_row: source }) => Number(source || 0) - 1)).toEqual(Array.from(expected.rows))
    const made = rows.filter(({ source_row: source }) => source === '')
    expect(made.flatMap(({ parents }) => parents!.split(' ').map((one) => Number(one) - 1))).toEqual(
      Array.from(expected.provenance.parents),
    )
    expect(new Set(made.map(({ method }) => method))).toEqual(new Set(['smote']))
    expect(result.steps).toEqual([
      { method: 'smote', before: 150, after: 192, synthetic: 42 },
      { method: 'tomekLinks', before: 192, after: rows.length, synthetic: 0 },
    ])
    expect(rows.length).toBeLessThan(192)
    expect(result.rows).toEqual({ before: 150, after: rows.length, synthetic: made.length })
    for (const { source_row: source, a, b, y: name } of rows) {
      if (source === '') continue
      const row = Number(source) - 1
      expect([Number(a), Number(b), name]).toEqual([cells[row * 2], cells[row * 2 + 1], className(row)])
    }
    expect(result.diagnosis).toMatchObject({ method: 'smote + tomekLinks', synthetic: made.length })
    const [rare] = result.diagnosis!.classes.filter((one) => one.class === 'rare')
    expect(rare).toMatchObject({ before: 30, after: rows.filter(({ y: name }) => name === 'rare').length })
  })

  it('names for each row the sampler that made it, also where a later one grew from it', async () => {
    const out = join(folder, 'twice.csv')
    const more = { method: 'adasyn', sampler: { nNeighbors: 8 } } as const
    const result = await resampleFile(numbers, out, { target: 'y', ...toMiddle, next: [more] })
    const rows = read(out)
    const of = (method: string) => rows.filter((row) => row['method'] === method)
    expect([of('smote').length, of('adasyn').length, of('').length]).toEqual([42, 48, 150])
    expect(result.rows).toEqual({ before: 150, after: 240, synthetic: 90 })
    const parents = of('adasyn').map((row) => row['parents']!.split(' ').map(Number))
    expect(parents.flat().every((parent) => parent >= 1 && parent <= 150 && isRare(parent - 1))).toBe(true)
    expect(parents.some((own) => new Set(own).size > 2)).toBe(true)
  })

  it('cleans among the encoded rows where categories stand beside numbers', async () => {
    const out = join(folder, 'kinds.csv')
    const result = await resampleFile(mixed, out, { target: 'y', method: 'smotenc', next: [links] })
    expect(result.steps[0]).toEqual({ method: 'smotenc', before: 150, after: 240, synthetic: 90 })
    expect(result.steps[1]!.after).toBeLessThan(240)
    const rows = read(out)
    expect(rows.length).toBe(result.rows.after)
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['p', 'q', 'r']))
    for (const { source_row: source, a, kind } of rows) {
      if (source !== '')
        expect([Number(a), kind]).toEqual([cells[(Number(source) - 1) * 2], 'pqr'[((Number(source) - 1) * 7) % 3]])
    }
  })

  it('measures around missing cells where all of its samplers do, and fills them where one cannot', async () => {
    const out = join(folder, 'holes.out.csv')
    const miss = async (...next: { method: 'editedNearestNeighbours' | 'instanceHardnessThreshold' }[]) => {
      await resampleFile(holes, out, { target: 'y', ...toMiddle, next })
      return read(out).filter(({ source_row: source, a, b }) => source === '' && (a === '' || b === '')).length
    }
    expect(await miss({ method: 'editedNearestNeighbours' })).toBeGreaterThan(0)
    expect(await miss({ method: 'instanceHardnessThreshold' })).toBe(0)
  })

  it('begins with samplers that look at the classes alone', async () => {
    const out = join(folder, 'labels.csv')
    const fewer = { method: 'randomUnderSampler', sampler: { samplingStrategy: 0.5 } } as const
    const copies = { method: 'randomOverSampler' } as const
    expect((await resampleFile(numbers, out, { target: 'y', ...fewer, next: [copies] })).steps).toEqual([
      { method: 'randomUnderSampler', before: 150, after: 90, synthetic: 0 },
      { method: 'randomOverSampler', before: 90, after: 120, synthetic: 0 },
    ])
    const grown = await resampleFile(numbers, out, { target: 'y', ...fewer, next: [{ method: 'smote' }] })
    expect(grown.rows).toEqual({ before: 150, after: 120, synthetic: 30 })
    expect(
      read(out).every(({ source_row: source, a }) => source === '' || Number(a) === cells[(Number(source) - 1) * 2]),
    ).toBe(true)
  })

  it('refuses bad options of any step before a file is read', async () => {
    const bad = { method: 'tomekLinks', sampler: { samplingStrategy: 'minority' } } as const
    await expect(resampleFile('absent.csv', 'out.csv', { target: 'y', ...toMiddle, next: [bad] })).rejects.toThrow(
      /^tomekLinks: `samplingStrategy` is not valid \(must be "auto"/,
    )
  })
})

it('repeated rows that are moved a little stand in original units, with their parent', async () => {
  const out = join(folder, 'moved.csv')
  const { rows } = await resampleFile(numbers, out, {
    target: 'y',
    method: 'randomOverSampler',
    sampler: { shrinkage: 0.1 },
  })
  expect(rows).toEqual({ before: 150, after: 240, synthetic: 90 })
  for (const { parents, b } of read(out).slice(150)) {
    const own = cells[(Number(parents) - 1) * 2 + 1]!
    expect(Number(b)).not.toBe(own)
    expect(Math.abs(Number(b) - own)).toBeLessThan(40)
  }
})
