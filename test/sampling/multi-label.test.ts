import { describe, expect, test } from 'vitest'
import {
  DataError,
  LeakError,
  matrix,
  numpyRandom,
  OptionError,
  type Progress,
  random,
  takeRows,
} from '../../src/core/index.ts'
import {
  type LabelMatrix,
  labelImbalance,
  labelMatrix,
  lpRos,
  lpRus,
  mlRos,
  mlRus,
  mlSmote,
  multiLabelSamplers,
} from '../../src/sampling/index.ts'
import { answersAborts } from '../answers-aborts.ts'

/** Labels that 90 %, 40 %, 12 % and 7 % of 200 rows have. */
function data() {
  const stream = random(1)
  const X = matrix(stream.fork('cells').randn(600), [
    { name: 'amount', kind: 'number' },
    { name: 'count', kind: 'integer' },
    { name: 'size', kind: 'number' },
  ])
  const drawn = stream.fork('labels').uniform(800)
  const shares = [0.9, 0.4, 0.12, 0.07]
  const y = labelMatrix(
    Uint8Array.from(drawn, (value, at) => (value < shares[at % 4]! ? 1 : 0)),
    ['a', 'b', 'c', 'd'],
  )
  return { X: { ...X, data: X.data.map((value, at) => (at % 3 === 1 ? Math.round(value * 5) : value)) }, y }
}

const ratioOf = (y: LabelMatrix, label: number) => labelImbalance(y).irLbl[label]!

test('IRLbl and MeanIR by hand; a label without rows does not count in the mean', () => {
  const y = labelMatrix(Uint8Array.of(1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0), ['a', 'b', 'none'])
  const { counts, irLbl, meanIR } = labelImbalance(y)
  expect(Array.from(counts)).toEqual([4, 2, 0])
  expect(Array.from(irLbl)).toEqual([1, 2, Number.POSITIVE_INFINITY])
  expect(meanIR).toBe(1.5)
  expect(() => labelMatrix(Uint8Array.of(1, 2), ['a', 'b'])).toThrow('label "b" of row 0 is 2')
  expect(() => labelMatrix(Uint8Array.of(1), ['a', 'b'])).toThrow(DataError)
})

describe.each(Object.entries(multiLabelSamplers))('%s', (name, factory) => {
  const make = factory as unknown as typeof mlSmote
  const { X, y } = data()

  test('is registered, frozen, reproducible, and leaves its input alone', async () => {
    expect(make.unitName).toBe(name)
    expect(Object.isFrozen(make())).toBe(true)
    const before = { X: X.data.slice(), y: y.data.slice() }
    const first = await make().fitResample(X, y)
    expect(await make().fitResample(X, y)).toEqual(first)
    expect((await make({ seed: 3 }).fitResample(X, y)).X.data).not.toEqual(first.X.data)
    expect(await make({ random: random('a') }).fitResample(X, y)).toEqual(await make({ seed: 'a' }).fitResample(X, y))
    const numpy = make({ random: numpyRandom(1) })
    expect(await numpy.fitResample(X, y)).toEqual(await numpy.fitResample(X, y))
    expect({ X: X.data, y: y.data }).toEqual(before)
  })

  test('traces every row', async () => {
    const result = await make().fitResample(X, y)
    const { rows, provenance } = result
    expect(result.y.rowCount).toBe(rows.length)
    expect(provenance.count).toBe(rows.filter((row) => row < 0).length)
    rows.forEach((row, place) => {
      if (row < 0) return
      expect(takeRows(result.X, [place]).data).toEqual(takeRows(X, [row]).data)
      expect(result.y.data.subarray(place * 4, place * 4 + 4)).toEqual(y.data.subarray(row * 4, row * 4 + 4))
    })
  })

  test('makes rare labels less rare', async () => {
    const after = (await make(name === 'mlSmote' ? {} : ({ share: 0.3 } as never)).fitResample(X, y)).y
    expect(ratioOf(after, 3)).toBeLessThan(ratioOf(y, 3))
  })

  test('works where all rows are equal, and with a label of one row or says what it needs', async () => {
    const equal = { ...X, data: X.data.map(() => 2) }
    const result = await make().fitResample(equal, y)
    expect(result.X.data.every((value) => value === 2)).toBe(true)
    const lone = labelMatrix(
      y.data.map((value, at) => (at % 4 === 3 ? (at === 43 ? 1 : 0) : value)),
      ['a', 'b', 'c', 'd'],
    )
    const ended = await make()
      .fitResample(X, lone)
      .then(
        ({ y: after }) => labelImbalance(after).counts[3]!,
        (error: unknown) => error,
      )
    if (typeof ended === 'number') expect(ended).toBeGreaterThanOrEqual(1)
    else expect(String(ended)).toMatch(/DataError: mlSmote: label "d" .* neighbors need at least/)
  })

  test('tells how far it is, and stops within 100 ms of an abort', async () => {
    const times = 400
    const large = {
      X: matrix(
        Float64Array.from({ length: X.data.length * times }, (_, at) => X.data[at % X.data.length]! + at * 1e-9),
        3,
      ),
      y: labelMatrix(
        Uint8Array.from({ length: y.data.length * times }, (_, at) => y.data[at % y.data.length]!),
        ['a', 'b', 'c', 'd'],
      ),
    }
    const told: Progress[] = []
    const onProgress = (progress: Progress) => told.push(progress)
    await answersAborts([30, 5, 1], (signal) => make().fitResample(large.X, large.y, { signal, onProgress }))
    for (const { stage, done, total } of told) expect(stage !== '' && done >= 0 && done <= total).toBe(true)
  })

  test('refuses held-out data, unknown options, bad sizes and an abort', async () => {
    await expect(make().fitResample({ ...X, part: 'test' } as never, y)).rejects.toThrow(LeakError)
    await expect(make().fitResample([[1]] as never, y)).rejects.toThrow(`${name}: X must be a matrix; it is an array.`)
    await expect(make().fitResample(X, [[1, 0]] as never)).rejects.toThrow(`${name}: y must be a matrix of labels.`)
    expect(() => make({ sed: 1 } as never)).toThrow(OptionError)
    expect(() => make({ random: 1 as never })).toThrow(OptionError)
    await expect(make().fitResample(takeRows(X, [1]) as never, y)).rejects.toThrow(/one row of labels a row/)
    await expect(make().fitResample(X, y, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
  })
})

test('mlRos adds the share, of rows with rare labels only', async () => {
  const { X, y } = data()
  const { rows } = await mlRos({ share: 0.05 }).fitResample(X, y)
  expect(rows.length).toBe(210)
  const { irLbl, meanIR } = labelImbalance(y)
  for (const row of rows.subarray(200)) {
    expect([0, 1, 2, 3].some((label) => irLbl[label]! > meanIR && y.data[row * 4 + label] === 1)).toBe(true)
  }
})

test('mlRus takes no row with a rare label, and no row twice', async () => {
  const { X, y } = data()
  const { rows } = await mlRus({ share: 0.2 }).fitResample(X, y)
  expect(rows.length).toBe(160)
  const kept = new Set(rows)
  expect(kept.size).toBe(160)
  const { irLbl, meanIR } = labelImbalance(y)
  for (let row = 0; row < 200; row++) {
    if ([0, 1, 2, 3].some((label) => irLbl[label]! > meanIR && y.data[row * 4 + label] === 1))
      expect(kept.has(row)).toBe(true)
  }
})

/** 20 rows in four sets of labels: 10 of {a}, 6 of {a, b}, 3 of {b}, 1 without labels. The mean is 5. */
function inSets() {
  const sets = [...Array(10).fill([1, 0]), ...Array(6).fill([1, 1]), ...Array(3).fill([0, 1]), [0, 0]] as number[][]
  const y = labelMatrix(Uint8Array.from(sets.flat()), ['a', 'b'])
  const X = matrix(
    Float64Array.from({ length: 20 }, (_, row) => row),
    [{ name: 'row', kind: 'number' }],
  )
  const setOf = (row: number) => sets[row]!.join('')
  return { X, y, setOf }
}

test.each([
  // 10 rows to add, 5 a set: {b} has room for 2 and leaves the rest, of which the last set takes 4.
  [0.5, { '10': 10, '11': 6, '01': 5, '00': 5 }],
  // 4 rows, 2 a set.
  [0.2, { '10': 10, '11': 6, '01': 5, '00': 3 }],
  [0.05, { '10': 10, '11': 6, '01': 3, '00': 2 }],
])('lpRos, share %d: rare sets grow evenly, as far as the mean', async (share, expected) => {
  const { X, y, setOf } = inSets()
  const { rows, X: after } = await lpRos({ share }).fitResample(X, y)
  expect(Array.from(rows.subarray(0, 20))).toEqual(Array.from({ length: 20 }, (_, row) => row))
  expect(Array.from(after.data)).toEqual(Array.from(rows))
  expect(countSets(rows, setOf)).toEqual(expected)
})

test.each([
  // 10 rows to take, 5 a set: {a, b} gives 1 and leaves the rest, of which {a} gives 5.
  [0.5, { '10': 5, '11': 5, '01': 3, '00': 1 }],
  [0.2, { '10': 7, '11': 5, '01': 3, '00': 1 }],
  [0.05, { '10': 9, '11': 6, '01': 3, '00': 1 }],
])('lpRus, share %d: common sets shrink evenly, as far as the mean', async (share, expected) => {
  const { X, y, setOf } = inSets()
  const { rows } = await lpRus({ share }).fitResample(X, y)
  expect(new Set(rows).size).toBe(rows.length)
  expect(countSets(rows, setOf)).toEqual(expected)
})

function countSets(rows: Int32Array, setOf: (row: number) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const row of rows) counts[setOf(row)] = (counts[setOf(row)] ?? 0) + 1
  return counts
}

test('mlSmote makes one row from each row of each rare label, between rows with it, labels by half the votes', async () => {
  const { X, y } = data()
  const { counts, irLbl, meanIR } = labelImbalance(y)
  const rare = [0, 1, 2, 3].filter((label) => irLbl[label]! > meanIR)
  const result = await mlSmote().fitResample(X, y)
  const { parents, count } = result.provenance
  expect(count).toBe(rare.reduce((sum, label) => sum + counts[label]!, 0))
  let entry = 0
  for (const label of rare) {
    for (let made = 0; made < counts[label]!; made++, entry++) {
      const own = [parents[entry * 2]!, parents[entry * 2 + 1]!]
      for (const parent of own) expect(y.data[parent * 4 + label]).toBe(1)
      const at = 200 + entry
      expect(result.y.data[at * 4 + label]).toBe(1)
      expect(Number.isInteger(result.X.data[at * 3 + 1])).toBe(true)
      for (let column = 0; column < 3; column++) {
        const [a, b] = own.map((parent) => X.data[parent * 3 + column]!)
        const value = result.X.data[at * 3 + column]!
        expect(value).toBeGreaterThanOrEqual(Math.min(a!, b!) - 1e-12)
        expect(value).toBeLessThanOrEqual(Math.max(a!, b!) + 1e-12)
      }
    }
  }
  await expect(mlSmote({ kNeighbors: 60 }).fitResample(X, y)).rejects.toThrow(
    /mlSmote: label ".*60 neighbors need at least 61/,
  )
})

test('mlSmote measures around missing cells: a new one is that of the row that has one', async () => {
  const { X, y } = data()
  const holed = { ...X, data: X.data.map((value, cell) => (cell % 4 === 1 ? Number.NaN : value)) }
  const { X: grown, provenance } = await mlSmote().fitResample(holed, y)
  const kinds = { filled: 0, missing: 0 }
  for (let entry = 0; entry < provenance.count; entry++) {
    const [a, b] = [provenance.parents[entry * 2]!, provenance.parents[entry * 2 + 1]!]
    for (let column = 0; column < 3; column++) {
      const own = [a, b].map((row) => holed.data[row * 3 + column]!).filter((value) => !Number.isNaN(value))
      const made = grown.data[(200 + entry) * 3 + column]!
      if (own.length === 0) expect(made).toBe(Number.NaN)
      if (own.length === 1) expect(made).toBe(own[0])
      if (own.length === 0) kinds.missing++
      if (own.length === 1) kinds.filled++
    }
  }
  expect(Math.min(kinds.missing, kinds.filled)).toBeGreaterThan(0)
})
