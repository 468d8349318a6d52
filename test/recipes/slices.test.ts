import { expect, it } from 'vitest'
import { OptionError } from '../../src/core/index.ts'
import { fraudRows, quick, textRows, workFolder } from './data.ts'

const folder = workFolder()

/** Where the channel is `web` the label is a coin toss; elsewhere the amount tells it. */
const rows = fraudRows(800).map((row, at) => {
  const channel = at % 4 === 0 ? 'web' : at % 4 === 1 ? 'phone' : 'shop'
  const fraud = channel === 'web' ? (at * 7919) % 5 === 0 : (at * 31) % 5 === 0
  return {
    ...row,
    age: fraud && channel !== 'web' ? 90 + (at % 9) : 20 + (at % 50),
    channel,
    label: fraud ? 'fraud' : 'fine',
  }
})

it('judges each level of a column apart and names the worst', async () => {
  const done = await folder.run(rows, {
    target: 'label',
    positive: 'fraud',
    candidates: [],
    slice: ['channel', 'age'],
    ...quick,
  })
  const { slices, worst } = done.metrics.slices!
  const channels = slices.filter(({ column }) => column === 'channel')
  expect(channels.map(({ level }) => level)).toEqual(['phone', 'shop', 'web'])
  expect(channels.reduce((sum, { figures }) => sum + figures.rows, 0)).toBe(done.metrics.test.rows)
  const supports = channels.map(({ figures }) => figures.classes.find((one) => one.class === 'fraud')!.support)
  expect(supports.reduce((sum, support) => sum + support, 0)).toBe(
    done.metrics.test.classes.find((one) => one.class === 'fraud')!.support,
  )
  expect(slices.filter(({ column }) => column === 'age').length).toBeGreaterThanOrEqual(3)
  expect([worst!.column, worst!.level]).toEqual(['channel', 'web'])
  expect(worst!.here.value!).toBeLessThan(worst!.overall.value!)
  expect(worst!.sentence).toMatch(/^Worst where "channel" is "web": F1 of "fraud" 0\.\d+ /)
  await expect(folder.run(rows, { target: 'label', slice: ['chanel'], ...quick })).rejects.toThrow(/channel/)
})

it('shows by how much resampling before the split would have lied', async () => {
  // Nothing tells the classes apart but the row itself: whoever sees its copy knows it.
  const table = Array.from({ length: 400 }, (_, at) => ({
    ...Object.fromEntries(
      Array.from({ length: 30 }, (_, column) => [
        `x${column}`,
        Math.sin(at * 37.7 + column * 91.3 + ((at * column) % 13)),
      ]),
    ),
    label: at % 20 === 0 ? 'rare' : 'common',
  }))
  const done = await folder.run(table, { target: 'label', candidates: [], showLeak: true, ...quick })
  const { wrong, right, method, sentence } = done.metrics.leak!
  expect(method).toBe('smote')
  const f1 = (part: typeof wrong) => part.classes.find((one) => one.class === 'rare')!.f1.value ?? 0
  expect(f1(wrong)).toBeGreaterThan(0.5)
  expect(f1(right)).toBeLessThan(f1(wrong) - 0.3)
  expect(right.rows).toBe(done.metrics.test.rows)
  expect(sentence).toContain('before the split')
  const texts = await folder.run(textRows(200), {
    target: 'label',
    text: 'message',
    candidates: [],
    showLeak: true,
    ...quick,
  })
  expect(texts.metrics.leak!.method).toBe('over')
  expect(
    (await folder.run(textRows(200), { target: 'label', text: 'message', candidates: [], ...quick })).metrics.leak,
  ).toBeNull()
})

it('refuses a slice option that is no list', async () => {
  await expect(folder.run(rows, { target: 'label', slice: 'channel' as never, ...quick })).rejects.toThrow(OptionError)
})
