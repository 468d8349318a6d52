import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resampleFile, resampleLabelsFile, resampleNumbersFile } from '../../src/recipes/index.ts'
import { fraudRows, workFolder } from './data.ts'

const { path: folder, file } = workFolder()
const out = join(folder, 'out.csv')
const rows = fraudRows(300, 0.15)
const [train, test] = [rows.slice(0, 200), rows.slice(200)]
const input = file(train)
const apart = file(test)
/** Twelve rows of train stand in this one too, one of them with another label. */
const leaking = file([...test, ...train.slice(0, 11), { ...train[11]!, label: 'other' }])

describe('a test file beside a resampling', () => {
  it.each(['smotenc', 'randomOverSampler', 'tomekLinks', 'nearMiss'] as const)(
    'changes nothing of what is written: %s',
    async (method) => {
      const alone = await resampleFile(input, out, { target: 'label', method })
      const bytes = readFileSync(out, 'utf8')
      const beside = await resampleFile(input, out, { target: 'label', method, test: leaking })
      expect(readFileSync(out, 'utf8')).toBe(bytes)
      expect(alone.test).toBeNull()
      expect(beside.rows).toEqual(alone.rows)
      const name = leaking.slice(folder.length + 1)
      expect(beside.test).toEqual({ file: name, rows: 112, repeated: 12, leak: true })
    },
  )

  it('is told apart where no row stands in both', async () => {
    const { test: told, diagnosis } = await resampleFile(input, out, {
      target: 'label',
      method: 'smotenc',
      test: apart,
    })
    expect(told).toMatchObject({ rows: 100, repeated: 0, leak: false })
    const fraud = diagnosis!.classes.find(({ class: name }) => name === 'fraud')!
    expect(fraud.test).toMatchObject({ exact: 0, originalsExact: 0 })
  })

  it('counts synthetic rows that come near to a test row, where a model looks', async () => {
    const numbers = (some: typeof rows) =>
      some.map(({ amount, age, label }) => ({ amount: amount!, age: age!, label: label! }))
    const own = file(numbers(train))
    await resampleFile(own, out, { target: 'label', method: 'smote' })
    const made = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .slice(201)
      .map((line) => line.split(','))
    // A test file that holds some of the very rows that this seed makes.
    const held = file([
      ...numbers(test),
      ...made.slice(0, 7).map(([amount, age]) => ({ amount: Number(amount), age: Number(age), label: 'fraud' })),
    ])
    const { diagnosis } = await resampleFile(own, out, { target: 'label', method: 'smote', test: held })
    const fraud = diagnosis!.classes.find(({ class: name }) => name === 'fraud')!
    expect(fraud.test!.near).toBeGreaterThanOrEqual(7)
  })

  it('needs no target, knows numbers and levels by the types of the input, and may have further columns', async () => {
    const held = file(test.map(({ label: _, ...row }) => ({ ...row, age: Number(row['age']) + 0.5, more: 1 })))
    const { diagnosis, test: told } = await resampleFile(input, out, { target: 'label', method: 'smotenc', test: held })
    expect(told!.rows).toBe(100)
    expect(diagnosis!.classes.find(({ class: name }) => name === 'fraud')!.test).not.toBeNull()
  })

  it('is compared without the columns that name rows, and without ignored ones', async () => {
    const named = (some: typeof rows, from: number) =>
      some.map((row, at) => ({ row_id: from + at, note: from + at, ...row }))
    const own = file(named(train, 0))
    const held = file(named(train.slice(0, 20), 900))
    const given = { target: 'label', method: 'randomOverSampler', test: held } as const
    expect((await resampleFile(own, out, { ...given, ignore: ['note'] })).test!.repeated).toBe(20)
    expect((await resampleFile(own, out, given)).test!.repeated).toBe(0)
  })

  it('says so where so few values differ that rows are equal by chance', async () => {
    const coarse = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({
        a: (from + at) % 3,
        b: (from + at) % 2,
        y: at % 4 === 0 ? 'r' : 'c',
      }))
    const held = file(coarse(1, 40))
    const told = await resampleFile(file(coarse(0, 60)), out, { target: 'y', method: 'randomUnderSampler', test: held })
    expect(told.test).toMatchObject({ repeated: 60, leak: false })
  })

  it('is there for numbers and labels too', async () => {
    const ignore = ['kind', 'label']
    const prices = await resampleNumbersFile(input, out, { target: 'amount', ignore, method: 'smoter', test: leaking })
    expect(prices.test).toMatchObject({ rows: 112, repeated: 12, leak: true })
    expect(prices.diagnosis!.classes.find(({ synthetic }) => synthetic > 0)!.test).not.toBeNull()
    const flagged = (some: typeof rows) =>
      some.map(({ amount, age, noise }, at) => ({
        amount: amount!,
        age: age!,
        noise: noise!,
        p: 1,
        q: at % 9 === 0 ? 1 : 0,
      }))
    const own = file(flagged(train))
    const held = file(flagged([...test, ...train.slice(0, 5)]))
    const labels = await resampleLabelsFile(own, out, { labels: ['p', 'q'], method: 'mlSmote', test: held })
    expect(labels.test).toMatchObject({ rows: 105, repeated: 5, leak: true })
    expect(labels.diagnosis!.test).toMatchObject({ originalsExact: 5 })
  })
})

describe('refuses in one sentence', () => {
  const smote = { target: 'label', method: 'smotenc' } as const

  it('a test file that is the input, or the output', async () => {
    await expect(resampleFile(input, out, { ...smote, test: input })).rejects.toThrow(
      /it is the input itself, from which no row was held out\. Name another file as `test`/,
    )
    await expect(resampleFile(input, apart, { ...smote, test: apart })).rejects.toThrow(
      /it is the test file\. Write to/,
    )
  })

  it('a test file without a column of the input, or with words in one of numbers', async () => {
    const lacking = file(test.map(({ age: _, ...row }) => row))
    await expect(resampleFile(input, out, { ...smote, test: lacking })).rejects.toThrow(/no column "age"/)
    const wordy = file(test.map((row) => ({ ...row, age: 'old' })))
    await expect(resampleFile(input, out, { ...smote, test: wordy })).rejects.toThrow(/column "age" was to be numbers/)
  })

  it('a target of numbers that are hardly classes', async () => {
    await expect(resampleFile(input, out, { target: 'amount', method: 'randomUnderSampler' })).rejects.toThrow(
      /holds \d+ different numbers in 200 rows, which are hardly classes\. Rebalance it as a number, with `smoter` say\./,
    )
  })
})
