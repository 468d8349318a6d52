import { describe, expect, test } from 'vitest'
import {
  DataError,
  LeakError,
  labels,
  type Matrix,
  matrix,
  numpyRandom,
  OptionError,
  type Progress,
  random,
  type SparseMatrix,
  sparseMatrix,
  split,
  takeLabels,
  takeRows,
  z,
} from '../../src/core/index.ts'
import { type AnyMatrix, type Sampler, type SamplerFactory, samplers, smote } from '../../src/sampling/index.ts'
import { answersAborts } from '../answers-aborts.ts'
import { badValues, type Declared } from './bad-values.ts'
import { sampleData } from './sample-data.ts'

/** Any factory of the registry, called without knowing its options. */
type AnyFactory = Pick<SamplerFactory, 'unitName' | 'kind' | 'optionsSchema' | 'reads' | 'accepts'> &
  ((options?: Record<string, unknown>) => Sampler)

const registry = Object.entries(samplers) as unknown as [string, AnyFactory][]
const counts = { common: 120, fair: 60, rare: 20 }

describe.each(registry)('%s', (name, factory) => {
  const { reads, kind, optionsSchema } = factory
  const data = sampleData(reads, counts)
  const seeded = 'seed' in optionsSchema.shape
  const measures = reads !== 'labels'
  /** For data in which a rare class has no place of its own. */
  const lenient = {
    ...('rejectionLevel' in optionsSchema.shape ? { rejectionLevel: 1 } : {}),
    ...('kmeansEstimator' in optionsSchema.shape ? { kmeansEstimator: 1 } : {}),
  }

  test('is registered under its name, with its declaration, and frozen', () => {
    const sampler = factory()
    expect(factory.unitName).toBe(name)
    expect(sampler.name).toBe(name)
    expect(sampler.options).toEqual(optionsSchema.parse({}))
    expect(Object.isFrozen(sampler) && Object.isFrozen(sampler.options)).toBe(true)
    for (const field of Object.values(optionsSchema.shape)) expect((field as z.ZodType).description).toBeTruthy()
  })

  test('gives the same rows for the same seed, also when used twice or after another', async () => {
    const sampler = factory()
    const first = await sampler.fitResample(data.X, data.y)
    await factory(seeded ? { seed: 9 } : {}).fitResample(data.X, data.y)
    expect(await sampler.fitResample(data.X, data.y)).toEqual(first)
    expect(await factory(seeded ? { seed: 0 } : {}).fitResample(data.X, data.y)).toEqual(first)
  })

  test.runIf(seeded)('gives other rows for another seed, and the same for the same stream', async () => {
    // Some methods spread as many rows to each row of a class as they can, and draw only the rest.
    const some = kind === 'over' ? { samplingStrategy: { rare: 33 } } : {}
    const zero = await factory({ ...some, seed: 0 }).fitResample(data.X, data.y)
    const text = await factory({ ...some, seed: 'seven' }).fitResample(data.X, data.y)
    expect(text.X.data).not.toEqual(zero.X.data)
    expect(text.provenance.seed).toBe('seven')
    const given = factory({ ...some, random: random('seven') })
    expect(await given.fitResample(data.X, data.y)).toEqual(text)
    expect(given.options['seed']).toBe('seven')
    const numpy = factory({ random: numpyRandom(3) })
    expect(await numpy.fitResample(data.X, data.y)).toEqual(await numpy.fitResample(data.X, data.y))
  })

  test('leaves its input as it was and shares no memory with it', async () => {
    const before = { X: data.X.data.slice(), y: data.y.codes.slice() }
    const result = await factory().fitResample(data.X, data.y)
    result.X.data.fill(7)
    result.y.codes.fill(0)
    expect(data.X.data).toEqual(before.X)
    expect(data.y.codes).toEqual(before.y)
  })

  test('traces every row: true rows are copies of their source, synthetic ones have entries', async () => {
    const { X, y, rows, provenance } = await factory().fitResample(data.X, data.y)
    expect(X.rowCount).toBe(rows.length)
    expect(y.codes.length).toBe(rows.length)
    expect(X.columns).toBe(data.X.columns)
    const kept = rows.filter((row) => row >= 0)
    const places = Int32Array.from(rows.keys()).filter((place) => rows[place]! >= 0)
    expect(takeRows(X, places).data).toEqual(takeRows(data.X, kept).data)
    expect(takeLabels(y, places).codes).toEqual(takeLabels(data.y, kept).codes)
    expect(provenance.method).toBe(name)
    expect(provenance.count).toBe(rows.length - kept.length)
    expect(provenance.parents.length).toBe(provenance.count * provenance.parentsPerRow)
  })

  test('tells the truth about where synthetic rows come from', async () => {
    const { X, y, rows, provenance } = await factory().fitResample(data.X, data.y)
    const { parents, parentsPerRow, steps, count } = provenance
    const synthetic = Int32Array.from(rows.keys()).filter((place) => rows[place]! < 0)
    expect(synthetic.length).toBe(count)
    if (count === 0) return
    const width = X.columns.length
    synthetic.forEach((place, entry) => {
      const own = parents.subarray(entry * parentsPerRow, (entry + 1) * parentsPerRow)
      for (const parent of own) expect(data.y.codes[parent]).toBe(y.codes[place])
      expect(new Set(own).size).toBe(parentsPerRow)
      if (parentsPerRow !== 2 || !steps) return
      X.columns.forEach((column, index) => {
        const [a, b] = [data.X.data[own[0]! * width + index]!, data.X.data[own[1]! * width + index]!]
        const value = X.data[place * width + index]!
        if (column.kind === 'number') expect(value).toBe(a + steps[entry]! * (b - a))
      })
    })
  })

  test.runIf(reads === 'numbers' && (kind === 'over' || kind === 'combined'))(
    'keeps integers integers and dates dates, in new rows too',
    async () => {
      const kinds = ['integer', 'date', 'number'] as const
      const columns = data.X.columns.map((column, index) => ({ ...column, kind: kinds[index % 3]! }))
      const cells = data.X.data.map((value, cell) => (kinds[cell % 3] === 'number' ? value : Math.round(value * 1000)))
      const { X, provenance } = await factory().fitResample(matrix(cells, columns), data.y)
      expect(provenance.count).toBeGreaterThan(0)
      expect(X.data.every((value, cell) => kinds[cell % 3] === 'number' || Number.isInteger(value))).toBe(true)
    },
  )

  /** Some methods meet the asked count only where they are told to. */
  const exact = 'exactCount' in optionsSchema.shape ? { exactCount: true } : {}

  test('gives the counts that it promises', async () => {
    const { y } = await factory(exact).fitResample(data.X, data.y)
    const found = countByName(y.codes, y.classes)
    if (kind === 'over') expect(found).toEqual({ common: 120, fair: 120, rare: 120 })
    if (kind === 'under') expect(found).toEqual({ common: 20, fair: 20, rare: 20 })
    if (kind === 'cleaning') expect(found['rare']).toBe(20)
    if (kind === 'cleaning') expect(found['common']).toBeLessThan(120)
    if (kind === 'combined') for (const count of Object.values(found)) expect(count).toBeLessThanOrEqual(120)
  })

  test('obeys a `samplingStrategy` of words, counts and a function', async () => {
    if (kind === 'cleaning') {
      const some = await factory({ samplingStrategy: ['rare'] }).fitResample(data.X, data.y)
      const found = countByName(some.y.codes, some.y.classes)
      expect([found['common'], found['fair']]).toEqual([120, 60])
      await expect(factory({ samplingStrategy: ['commn'] }).fitResample(data.X, data.y)).rejects.toThrow(
        `${name}: \`samplingStrategy\` names the class "commn"; did you mean common?`,
      )
      return
    }
    const wanted = kind === 'under' ? { common: 30 } : { rare: 33 }
    const byCounts = await factory({ ...exact, samplingStrategy: wanted }).fitResample(data.X, data.y)
    if (kind !== 'combined') {
      expect(countByName(byCounts.y.codes, byCounts.y.classes)).toEqual({ ...counts, ...wanted })
    }
    const seen: unknown[] = []
    const byFunction = await factory({
      ...exact,
      samplingStrategy: (found: unknown) => {
        seen.push(found)
        return wanted
      },
    }).fitResample(data.X, data.y)
    expect(byFunction).toEqual(byCounts)
    expect(seen[0]).toEqual(counts)
    await expect(factory({ samplingStrategy: { commn: 130 } }).fitResample(data.X, data.y)).rejects.toThrow(
      '`samplingStrategy` names the class "commn"; did you mean common?',
    )
    await expect(factory({ samplingStrategy: 0.5 }).fitResample(data.X, data.y)).rejects.toThrow(/for two classes/)
    await expect(factory({ samplingStrategy: () => ({ rare: 1.5 }) }).fitResample(data.X, data.y)).rejects.toThrow(
      OptionError,
    )
    await expect(factory({ samplingStrategy: async () => wanted }).fitResample(data.X, data.y)).rejects.toThrow(
      'must give the rows wanted per class, as { rare: 100 }; it gives a promise.',
    )
    await expect(factory({ samplingStrategy: { rare: 5e9 } }).fitResample(data.X, data.y)).rejects.toThrow(
      kind === 'under' ? 'Ask for at most as many' : 'asks for 5000000180 rows in all',
    )
  })

  test.runIf(kind === 'over' || kind === 'under')('obeys a ratio for two classes, and every word', async () => {
    const { X, y } = sampleData(reads, { common: 120, rare: 20 })
    const counted = async (samplingStrategy: unknown, of = { X, y }) => {
      const resampled = await factory({ ...lenient, ...exact, samplingStrategy }).fitResample(of.X, of.y)
      return countByName(resampled.y.codes, resampled.y.classes)
    }
    expect(await counted(0.5)).toEqual(kind === 'over' ? { common: 120, rare: 60 } : { common: 40, rare: 20 })
    const words =
      kind === 'over'
        ? {
            minority: { common: 120, fair: 60, rare: 120 },
            'not minority': { common: 120, fair: 120, rare: 20 },
            'not majority': { common: 120, fair: 120, rare: 120 },
            all: { common: 120, fair: 120, rare: 120 },
          }
        : {
            majority: { common: 20, fair: 60, rare: 20 },
            'not minority': { common: 20, fair: 20, rare: 20 },
            'not majority': { common: 120, fair: 20, rare: 20 },
            all: { common: 20, fair: 20, rare: 20 },
          }
    for (const [word, expected] of Object.entries(words)) expect(await counted(word, data)).toEqual(expected)
  })

  test('refuses unknown options and says what was meant', () => {
    expect(() => factory({ samplingStrategi: 'auto' })).toThrow(
      new OptionError(`${name}: unknown option \`samplingStrategi\`; did you mean samplingStrategy?`),
    )
  })

  const declared = z.toJSONSchema(optionsSchema, { io: 'input' }).properties as Record<string, Declared>
  const bad = Object.entries(declared).flatMap(([option, one]) => badValues(one).map((value) => ({ option, value })))
  test('has bad values to try for every option', () => {
    expect(new Set(bad.map(({ option }) => option))).toEqual(new Set(Object.keys(optionsSchema.shape)))
  })
  test.each(bad)('refuses $option: $value', ({ option, value }) => {
    expect(() => factory({ [option]: value })).toThrow(OptionError)
    expect(() => factory({ [option]: value })).toThrow(`${name}: \`${option}`)
  })

  test('refuses arrays in place of a matrix or labels, and a number in place of options', async () => {
    await expect(factory().fitResample([[1, 2]] as never, data.y)).rejects.toThrow(
      new DataError(
        `${name}: X must be a matrix; it is an array. Make one with \`matrixFromRows\`, \`matrix\` or \`sparseMatrix\`.`,
      ),
    )
    await expect(factory().fitResample(data.X, ['rare', 'common'] as never)).rejects.toThrow(
      `${name}: y must be labels; it is an array.`,
    )
    await expect(factory().fitResample(undefined as never, data.y)).rejects.toThrow(
      'X must be a matrix; it is undefined',
    )
    expect(() => factory(5 as never)).toThrow(new OptionError(`${name}: the options must be an object; they are 5.`))
  })

  test('refuses a seed in place of a stream', () => {
    expect(() => factory({ random: 42 })).toThrow(OptionError)
  })

  test('refuses validation and test data, and keeps the part of training data', async () => {
    const rows = data.y.codes.map((_, row) => row)
    const test = split('test', rows)
    await expect(factory().fitResample(test.of(data.X) as never, data.y)).rejects.toThrow(LeakError)
    await expect(factory().fitResample(data.X, test.of(data.y) as never)).rejects.toThrow(LeakError)
    const train = split('train', rows)
    const result = await factory().fitResample(train.of(data.X), train.of(data.y))
    expect([result.X.part, result.y.part]).toEqual(['train', 'train'])
  })

  test('refuses empty data, one class, and labels that do not fit', async () => {
    const none = takeRows(data.X, [])
    await expect(factory().fitResample(none, labels([]))).rejects.toThrow(/y has no rows.*at least two classes/)
    const rare = data.y.codes.map((_, row) => row).filter((row) => data.y.codes[row] === 2)
    await expect(factory().fitResample(takeRows(data.X, rare), takeLabels(data.y, rare))).rejects.toThrow(
      `${name}: all 20 rows are of class "rare"; rebalancing needs at least two classes.`,
    )
    await expect(factory().fitResample(data.X, takeLabels(data.y, rare))).rejects.toThrow(/200 rows and y has 20/)
  })

  test('with missing and infinite cells: refuses them, naming cell and remedy, or carries them along', async () => {
    const holed = matrix(data.X.data.slice(), data.X.columns)
    holed.data[data.X.columns.length * 5 + 1] = Number.NaN
    if (factory.accepts.includes('missing')) {
      const more = kind === 'over' ? { samplingStrategy: { rare: 400 } } : {}
      const every = matrix(
        data.X.data.map((value, cell) => (cell % 7 === 3 ? Number.NaN : value)),
        data.X.columns,
      )
      const { X, rows, provenance } = await factory(more).fitResample(every, data.y)
      expect(await factory(more).fitResample(every, data.y, { workers: 1 })).toEqual(
        await factory(more).fitResample(every, data.y),
      )
      const width = X.columns.length
      let entry = 0
      rows.forEach((row, place) => {
        const from = row >= 0 ? 0 : entry++ * provenance.parentsPerRow
        const own = provenance.parents.subarray(from, from + provenance.parentsPerRow)
        const parents = row >= 0 ? [row] : Array.from(own)
        X.columns.forEach(({ kind }, column) => {
          if (reads === 'mixed' && kind !== 'number') return
          const missing = parents.every((parent) => Number.isNaN(every.data[parent * width + column]!))
          expect(Number.isNaN(X.data[place * width + column]!)).toBe(missing)
        })
      })
    } else if (measures) {
      await expect(factory().fitResample(holed, data.y)).rejects.toThrow(
        new DataError(
          `${name}: column "x1", row 5 is missing, and distances need every value. Fill missing values first, with \`simpleImputer\` say.`,
        ),
      )
    } else {
      const result = await factory({ samplingStrategy: { common: 120 } }).fitResample(holed, data.y)
      expect(result.X.data.some(Number.isNaN)).toBe(true)
      return
    }
    holed.data[data.X.columns.length * 5 + 1] = Number.NEGATIVE_INFINITY
    await expect(factory().fitResample(holed, data.y)).rejects.toThrow(/column "x1", row 5 is infinite/)
  })

  test('with sparse matrices: takes them, or refuses them in one sentence', async () => {
    const sparse = {
      format: 'csr',
      rowCount: 200,
      columnCount: 9,
      starts: Int32Array.from({ length: 201 }, (_, row) => row),
      indices: Int32Array.from({ length: 200 }, (_, row) => row % 9),
      data: Float64Array.from({ length: 200 }, (_, row) => row + 1),
      part: undefined,
    } as const
    const made = factory() as unknown as Sampler<AnyMatrix>
    if (reads === 'mixed' || reads === 'categories') {
      await expect(made.fitResample(sparse, data.y)).rejects.toThrow(/reads categories.*; X is sparse/)
      return
    }
    if (measures) {
      const half = data.X.data.map((value) => (value < 0.7 ? 0 : value))
      const written = matrix(half, data.X.columns)
      const expected = await factory().fitResample(written, data.y)
      const found = await made.fitResample(sparseOf(written), data.y)
      expect(found.rows).toEqual(expected.rows)
      expect(found.y).toEqual(expected.y)
      expect(found.provenance).toEqual(expected.provenance)
      expect(writtenOut(found.X)).toEqual(expected.X.data)
      return
    }
    const { X, rows } = await made.fitResample(sparse, data.y)
    expect(X.starts).toEqual(Int32Array.from({ length: rows.length + 1 }, (_, row) => row))
    expect(X.data).toEqual(Float64Array.from(rows, (row) => row + 1))
    expect(X.indices).toEqual(rows.map((row) => row % 9))
  })

  test('with a class of one row: says what is needed, or works', async () => {
    const { X, y } = sampleData(reads, { common: 30, lone: 1 })
    const sampler = factory()
    const named = kind === 'over' ? ['kNeighbors', 'nNeighbors', 'minSamples'] : ['kNeighbors']
    const option = named.find((one) => one in sampler.options)
    if (option) {
      await expect(factory({ [option]: 5 }).fitResample(X, y)).rejects.toThrow(
        /class "lone" has 1 row; 5 neighbors need at least 6. Use `randomOverSampler`.$/,
      )
      const few = sampleData(reads, { common: 30, fraud: 3 })
      await expect(factory({ [option]: 5 }).fitResample(few.X, few.y)).rejects.toThrow(
        new DataError(
          `${kind === 'combined' ? 'smote' : name}: class "fraud" has 3 rows; 5 neighbors need at least 6. Lower \`${option}\` or use \`randomOverSampler\`.`,
        ),
      )
      const enough = await factory({ ...lenient, [option]: 2 }).fitResample(few.X, few.y)
      expect(enough.provenance.count).toBeGreaterThan(0)
    } else {
      const result = await sampler.fitResample(X, y)
      expect(result.y.codes.some((code) => code === 1)).toBe(true)
    }
  })

  test('works where all rows are equal, and where columns are constant', async () => {
    const equal = matrix(
      data.X.data.map((_, cell) => (data.X.columns[cell % data.X.columns.length]!.kind === 'number' ? 1.25 : 1)),
      data.X.columns,
    )
    const result = await factory(lenient).fitResample(equal, data.y)
    expect(result.X.data.every((value) => value === 1.25 || value === 1)).toBe(true)
    const steady = data.X.columns[0]!.kind === 'category' ? 4 : 4.5
    const constant = matrix(
      data.X.data.map((value, cell) => (cell % data.X.columns.length === 0 ? steady : value)),
      data.X.columns,
    )
    const { X } = await factory().fitResample(constant, data.y)
    expect(X.data.every((value, cell) => cell % X.columns.length !== 0 || value === steady)).toBe(true)
  })

  test('gives the same rows with one worker and with two', async () => {
    const { X, y } = sampleData(reads, { common: 2500, rare: 1500 }, 5, 8)
    const one = await factory().fitResample(X, y, { workers: 1 })
    expect(await factory().fitResample(X, y, { workers: 2 })).toEqual(one)
  })

  const big = measures ? { common: 60_000, rare: 40_000 } : { common: 700_000, rare: 300_000 }
  test('stops within 100 ms of an abort', async () => {
    const { X, y } = sampleData(reads, big, 2, measures ? 12 : 8)
    // A quick sampler is through before a late abort: then the abort comes earlier.
    await answersAborts(measures ? [60, 20, 5] : [5, 1], (signal) => factory().fitResample(X, y, { signal }))
  })

  test('tells how far it is, and the result does not depend on who listens', async () => {
    const told: Progress[] = []
    // A quick sampler is through a few rows before there is anything to tell.
    for (const times of [1, 8, 64]) {
      const few = { common: 9000 * times, rare: 6000 * times }
      const { X, y } = sampleData(reads, measures ? few : big, 2, 8)
      const result = await factory().fitResample(X, y, { onProgress: (progress) => told.push(progress) })
      expect((await factory().fitResample(X, y)).rows).toEqual(result.rows)
      if (told.length > 0) break
    }
    expect(told.length).toBeGreaterThan(0)
    for (const { stage, done, total } of told) expect(stage !== '' && done >= 0 && done <= total).toBe(true)
  })

  test('refuses to start when aborted already', async () => {
    await expect(factory().fitResample(data.X, data.y, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
  })
})

test('a sampler that measures distances names the one for categories', async () => {
  const { X, y } = sampleData('mixed', counts)
  await expect(smote().fitResample(X, y)).rejects.toThrow(
    'smote: column "color" is a category, and numbers between its codes mean nothing. Use `smotenc`, which reads such columns.',
  )
})

function sparseOf({ data, rowCount, columns }: Matrix): SparseMatrix<never> {
  const places = Int32Array.from(data.keys()).filter((cell) => data[cell] !== 0)
  const starts = new Int32Array(rowCount + 1)
  for (const cell of places) starts[Math.floor(cell / columns.length) + 1]!++
  for (let row = 0; row < rowCount; row++) starts[row + 1]! += starts[row]!
  const indices = places.map((cell) => cell % columns.length)
  return sparseMatrix(
    starts,
    indices,
    Float64Array.from(places, (cell) => data[cell]!),
    columns.length,
  )
}

function writtenOut({ rowCount, columnCount, starts, indices, data }: SparseMatrix): Float64Array {
  const cells = new Float64Array(rowCount * columnCount)
  for (let row = 0; row < rowCount; row++) {
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++)
      cells[row * columnCount + indices[entry]!] = data[entry]!
  }
  return cells
}

function countByName(codes: Int32Array, classes: readonly unknown[]): Record<string, number> {
  const found: Record<string, number> = {}
  for (const code of codes) found[String(classes[code])] = (found[String(classes[code])] ?? 0) + 1
  return found
}
