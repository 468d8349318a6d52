import { expect, test } from 'vitest'
import { LeakError, labels, numpyRandom, OptionError, split } from '../../src/core/index.ts'
import {
  composeResampled,
  makeSampler,
  pipeline,
  type Resampled,
  randomOverSampler,
  randomUnderSampler,
  smote,
  smoteTomek,
  tomekLinks,
} from '../../src/sampling/index.ts'
import { sampleData } from './sample-data.ts'

const data = sampleData('numbers', { common: 120, fair: 60, rare: 20 })

test('a chain of smote and tomekLinks is smoteTomek, by name and by factory', async () => {
  const expected = await smoteTomek({ random: numpyRandom(3) }).fitResample(data.X, data.y)
  const byName = pipeline({
    steps: [{ name: 'smote' }, { name: 'tomekLinks', options: { samplingStrategy: 'all' } }],
    random: numpyRandom(3),
  })
  const byFactory = pipeline({ steps: [smote({ random: numpyRandom(3) }), tomekLinks({ samplingStrategy: 'all' })] })
  for (const chain of [byName, byFactory]) {
    const found = await chain.fitResample(data.X, data.y)
    expect(found.X.data).toEqual(expected.X.data)
    expect(found.rows).toEqual(expected.rows)
    expect(found.provenance.parents).toEqual(expected.provenance.parents)
    expect(found.provenance.steps).toEqual(expected.provenance.steps)
    expect(found.provenance.method).toBe('pipeline')
  }
  expect(byName.reads).toBe('numbers')
})

test('rows and parents lead to the data before the first step, through any number of steps', async () => {
  const chain = pipeline({
    steps: [
      randomUnderSampler({ samplingStrategy: { common: 70 } }),
      smote({ samplingStrategy: { rare: 40 }, kNeighbors: 3 }),
      smote({ samplingStrategy: { rare: 90 }, seed: 1 }),
      { name: 'tomekLinks' },
      randomOverSampler(),
    ],
    seed: 5,
  })
  const { X, y, rows, provenance } = await chain.fitResample(data.X, data.y)
  const width = X.columns.length
  let entry = 0
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!
    const cells = X.data.subarray(place * width, (place + 1) * width)
    if (row >= 0) {
      expect(cells).toEqual(data.X.data.subarray(row * width, (row + 1) * width))
      expect(y.codes[place]).toBe(data.y.codes[row])
      continue
    }
    const from = entry * provenance.parentsPerRow
    const parents = [...provenance.parents.subarray(from, from + provenance.parentsPerRow)]
    entry++
    for (const parent of parents) expect(data.y.codes[parent]).toBe(y.codes[place])
    // A row made of rows made of rows lies within the box of all of them.
    for (let column = 0; column < width; column++) {
      const values = parents.map((parent) => data.X.data[parent * width + column]!)
      expect(cells[column]).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12)
      expect(cells[column]).toBeLessThanOrEqual(Math.max(...values) + 1e-12)
    }
  }
  expect(entry).toBe(provenance.count)
  expect(provenance.parentsPerRow).toBe(4)
  expect(provenance.steps).toBeUndefined()
  expect(provenance.seed).toBe(5)
})

test('composition by hand: replaced parents, padding, copies of synthetic rows', () => {
  const X = data.X
  const y = labels(['a'])
  const first = {
    X,
    y,
    rows: Int32Array.of(7, 8, -1, -1),
    provenance: {
      method: 'one',
      seed: 0,
      count: 2,
      parentsPerRow: 2,
      parents: Int32Array.of(7, 9, 8, 6),
      steps: Float64Array.of(0.25, 0.5),
    },
  } as Resampled
  const second = {
    X,
    y,
    rows: Int32Array.of(3, -1, 0, -1, 3),
    provenance: {
      method: 'two',
      seed: 1,
      count: 2,
      parentsPerRow: 2,
      parents: Int32Array.of(1, 0, 2, 1),
      steps: Float64Array.of(0.1, 0.2),
    },
  } as Resampled
  const both = composeResampled(first, second)
  expect(Array.from(both.rows)).toEqual([-1, -1, 7, -1, -1])
  expect(both.provenance.parentsPerRow).toBe(3)
  expect(Array.from(both.provenance.parents)).toEqual([8, 6, 6, 8, 7, 7, 7, 9, 8, 8, 6, 6])
  expect(both.provenance.steps).toBeUndefined()

  const direct = composeResampled(first, {
    ...second,
    provenance: { ...second.provenance, parents: Int32Array.of(1, 0, 0, 1) },
  })
  expect(Array.from(direct.provenance.parents)).toEqual([8, 6, 8, 7, 7, 8, 8, 6])
  expect(Array.from(direct.provenance.steps!)).toEqual([0.5, 0.1, 0.2, 0.5])
})

test('recipes hold it as plain data', async () => {
  const steps = [
    { name: 'randomOverSampler' },
    { name: 'randomUnderSampler', options: { replacement: true, seed: 'own' } },
  ]
  const made = makeSampler({ name: 'pipeline', options: { steps, seed: 4 } })
  expect(made.reads).toBe('labels')
  expect(JSON.parse(JSON.stringify(made.options))).toMatchObject({
    steps: [
      { name: 'randomOverSampler', options: { samplingStrategy: 'auto', seed: 4 } },
      { name: 'randomUnderSampler', options: { samplingStrategy: 'auto', seed: 'own', replacement: true } },
    ],
    seed: 4,
  })
  const again = makeSampler({ name: made.name, options: JSON.parse(JSON.stringify(made.options)) })
  expect(await again.fitResample(data.X, data.y)).toEqual(await made.fitResample(data.X, data.y))
  expect(pipeline({ steps: [{ name: 'smotenc' }, { name: 'smote' }] }).reads).toBe('mixed')
})

test('says what is wrong with its steps', async () => {
  expect(() => pipeline({ steps: [{ name: 'smotte' }] })).toThrow(
    new OptionError('no sampler "smotte"; did you mean smote?'),
  )
  expect(() => pipeline({ steps: [] })).toThrow('pipeline: `steps` must be at least 1')
  expect(() => makeSampler({ name: 'pipeline' })).toThrow(/pipeline: `steps`/)
  expect(() => makeSampler({ name: 'pipelin' })).toThrow('did you mean pipeline?')
  expect(() => pipeline({ steps: [{ name: 'smote', options: { kNeighbours: 3 } }] })).toThrow(
    'smote: unknown option `kNeighbours`; did you mean kNeighbors?',
  )
  expect(() => pipeline({ steps: [{ name: 'smote' }], sed: 1 } as never)).toThrow('unknown option `sed`')
  expect(() => pipeline({ steps: [{ name: 'smote' }], random: 42 as never })).toThrow(OptionError)
  const held = split('test', Array.from(data.y.codes.keys())).of(data.X) as never
  await expect(pipeline({ steps: [{ name: 'smote' }] }).fitResample(held, data.y)).rejects.toThrow(LeakError)
  await expect(
    pipeline({ steps: [{ name: 'smote' }] }).fitResample(data.X, data.y, { signal: AbortSignal.abort() }),
  ).rejects.toThrow(/abort/i)
})
