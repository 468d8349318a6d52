import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { labelsFromCodes, random } from '../../src/core/index.ts'
import { exactLowerBound, wilsonInterval } from '../../src/evaluation/index.ts'
import { groupInterval, groupLowerBound, groupShare } from '../../src/recipes/figures/group-shares.ts'
import { partFigures } from '../../src/recipes/figures/part-figures.ts'
import { sureInGroups } from '../../src/recipes/goals/sure-in-groups.ts'
import { decideScores } from '../../src/recipes/index.ts'
import { renderDecision, renderReport } from '../../src/report/index.ts'
import { type Cell, csv, quick, workFolder } from './data.ts'

const folder = workFolder()

/** Customers with ten rows each, whose rows all look the same but for a trifle and are all of one class. */
function customers(count: number, seed = 5): Record<string, Cell>[] {
  const stream = random(seed)
  const [u, a] = [stream.fork('u').uniform(count), stream.fork('a').randn(count)]
  const trifle = stream.fork('t').randn(10 * count)
  return Array.from({ length: 10 * count }, (_, row) => {
    const who = Math.floor(row / 10)
    const bad = u[who]! < 0.25
    const score = 1 / (1 + Math.exp(-(1.5 * a[who]! + (bad ? 1.6 : -1) + 0.01 * trifle[row]!)))
    return { customer: `c${who}`, score, x: Math.round(score * 1e6) / 1e6, label: bad ? 'bad' : 'good' }
  })
}

const told = /recall is ([\d.]+) \(([\d.]+) to ([\d.]+)\) and precision ([\d.]+) \(([\d.]+) to ([\d.]+)\)/
type Shown = { value?: number | null; low: number | null; high: number | null }
const shown = ({ value, low, high }: Shown) => [value!.toFixed(3), low!.toFixed(3), high!.toFixed(3)]

describe('where rows come in groups every interval is that of the groups', () => {
  const rows = customers(120).map(({ customer, x, label }) => ({ customer: customer!, x: x!, label: label! }))
  const asked = { target: 'label', positive: 'bad', recall: 0.5, precision: 0.3, candidates: [], keep: ['x'], ...quick }

  it('in the sentence of a run, its thresholds and its figures alike', async () => {
    const { metrics, recipe } = await folder.run(rows, { ...asked, group: 'customer' })
    const [own, onValidation] = [metrics.test, metrics.validation].map(
      (part) => part.classes.find((one) => one.class === 'bad')!,
    )
    const said = metrics.asked.verdict.match(told)!.slice(1)
    expect(said).toEqual([...shown(own!.recall), ...shown(own!.precision)])
    expect(metrics.test.figures['f1']).toEqual(own!.f1)
    const [rule] = metrics.decision.thresholds
    expect([rule!.recall, rule!.precision]).toEqual([onValidation!.recall, onValidation!.precision])
    const byRows = wilsonInterval(own!.recall.value! * own!.support, own!.support)
    expect(own!.recall.high! - own!.recall.low!).toBeGreaterThan(1.5 * (byRows.high - byRows.low))
    const page = await renderReport(metrics, recipe)
    expect(page).toContain(metrics.asked.verdict.replace('The goal is met. ', '').replaceAll('"', '&quot;'))
    expect(page).not.toContain(`${byRows.low.toFixed(3)} to ${byRows.high.toFixed(3)}`)
    const alone = await folder.run(rows, asked)
    const whole = alone.metrics.test.classes.find((one) => one.class === 'bad')!
    expect(alone.metrics.asked.verdict.match(told)!.slice(1, 4)).toEqual(shown(whole.recall))
  })

  it('in a decision about scores', async () => {
    const path = join(folder.path, 'scores.csv')
    writeFileSync(path, csv(customers(120)))
    const base = { truth: 'label', score: ['score'], positive: 'bad', recall: 0.6 }
    const grouped = await decideScores(path, { ...base, group: 'customer' })
    const own = grouped.onJudged.classes.find((one) => one.class === 'bad')!
    expect(grouped.asked.verdict.match(told)!.slice(1)).toEqual([...shown(own.recall), ...shown(own.precision)])
    const chosen = grouped.onChosen.classes.find((one) => one.class === 'bad')!
    expect(grouped.decision.thresholds[0]!.recall).toEqual(chosen.recall)
    const alone = await decideScores(path, base)
    const width = ({ low, high }: Shown) => high! - low!
    const wider = (file: typeof grouped) =>
      file.whatIf.filter((_, at) => at % 3 === 1).reduce((sum, { recall }) => sum + width(recall), 0)
    expect(wider(grouped)).toBeGreaterThan(1.5 * wider(alone))
    const reliability = (file: typeof grouped) => file.curves.reliability.reduce((sum, bin) => sum + width(bin), 0)
    expect(reliability(grouped)).toBeGreaterThan(1.3 * reliability(alone))
    expect(await renderDecision(grouped)).toContain(own.recall.low!.toFixed(3))
  })

  it('of many classes too, where nothing is drawn anew', async () => {
    const y = labelsFromCodes(
      Int32Array.from({ length: 1500 }, (_, row) => Math.floor(row / 10) % 15),
      Array.from({ length: 15 }, (_, code) => `k${code}`),
    )
    const decided = y.codes.map((code, row) => (Math.floor(row / 10) % 4 === 0 ? 0 : code))
    const proba = new Float64Array(1500 * 15).fill(1 / 15)
    const groups = Array.from({ length: 1500 }, (_, row) => String(Math.floor(row / 10)))
    const [inGroups, alone] = await Promise.all(
      [groups, undefined].map((some) => partFigures(y, proba, decided, undefined, 0, some, {})),
    )
    const [of, rows] = [inGroups!.classes[3]!.recall, alone!.classes[3]!.recall]
    expect(of.value).toBe(rows.value)
    expect(of.high! - of.low!).toBeGreaterThan(2 * (rows.high! - rows.low!))
  })
})

it('gives no interval where all rows are of one group', async () => {
  const y = labelsFromCodes(
    Int32Array.from({ length: 40 }, (_, row) => row % 2),
    ['good', 'bad'],
  )
  const decided = y.codes.map((code, row) => (row % 8 === 1 ? 0 : code))
  const proba = Float64Array.from({ length: 80 }, (_, at) => (at % 2 === (at >> 1) % 2 ? 0.8 : 0.2))
  const [one, two] = await Promise.all(
    [() => 'all', (row: number) => `${Math.floor(row / 6)}`].map((groupOf) =>
      partFigures(y, proba, decided, undefined, 0, Array.from(y.codes.keys(), groupOf), {}),
    ),
  )
  expect(one!.classes[1]!.recall).toEqual({ value: 0.75, low: null, high: null })
  expect(one!.figures['f1']).toMatchObject({ low: null, high: null })
  expect(one!.figures['f1']!.value).toBe(two!.figures['f1']!.value)
  expect(two!.figures['f1']!.low).toBeLessThan(two!.figures['f1']!.value!)
})

describe('a share in groups', () => {
  it('is that of rows on their own where each row is a group, and of groups where their rows are copies', () => {
    const hits = Uint8Array.from({ length: 60 }, (_, row) => (row % 3 === 0 ? 0 : 1))
    const counted = new Uint8Array(60).fill(1)
    const each = Int32Array.from({ length: 60 }, (_, row) => row)
    expect(groupShare(hits, counted, each, 0.05)).toEqual({ value: 2 / 3, trials: 60 })
    expect(groupInterval(hits, counted, each)).toEqual(wilsonInterval(40, 60))
    expect(groupLowerBound(hits, counted, each)).toBeCloseTo(exactLowerBound(40, 60, 0.95), 12)
    const copies = (values: Uint8Array | Int32Array) => Uint8Array.from({ length: 600 }, (_, row) => values[row % 60]!)
    const groupOf = Int32Array.from({ length: 600 }, (_, row) => row % 60)
    const { trials } = groupShare(copies(hits), copies(counted), groupOf, 0.05)
    expect(trials).toBeGreaterThan(55)
    expect(trials).toBeLessThanOrEqual(60)
  })

  it('is sure of little where all rows of few groups are right, and of nothing in one group', () => {
    const ones = new Uint8Array(50).fill(1)
    const five = Int32Array.from({ length: 50 }, (_, row) => row % 5)
    const { trials } = groupShare(ones, ones, five, 0.05)
    expect(trials).toBeLessThan(5)
    expect(groupInterval(ones, ones, five).low).toBeLessThan(0.6)
    expect(groupInterval(ones, ones, new Int32Array(50))).toEqual({ value: 1, low: 0, high: 1 })
    expect(groupLowerBound(ones, ones, new Int32Array(50))).toBe(0)
  })

  it('has bounds that hold as often as they say', () => {
    const stream = random(9)
    let held = 0
    let byRows = 0
    const times = 400
    for (let time = 0; time < times; time++) {
      const u = stream.uniform(30)
      const v = stream.uniform(240)
      // A group is good (recall 0.95) or poor (0.45): 0.8 in all.
      const hits = Uint8Array.from(v, (value, row) => (value < (u[row % 30]! < 0.7 ? 0.95 : 0.45) ? 1 : 0))
      const ones = new Uint8Array(240).fill(1)
      const groupOf = Int32Array.from(v, (_, row) => row % 30)
      if (groupLowerBound(hits, ones, groupOf) <= 0.8) held++
      const right = hits.reduce((sum, hit) => sum + hit, 0)
      if (exactLowerBound(right, 240, 0.95) <= 0.8) byRows++
    }
    expect(held / times).toBeGreaterThan(0.93)
    expect(held / times).toBeLessThan(0.99)
    expect(byRows / times).toBeLessThan(0.9)
  })
})

it('promises of few groups only what they bear', () => {
  const truth = Int32Array.from({ length: 200 }, (_, row) => (row < 100 ? 1 : 0))
  const y = labelsFromCodes(truth, ['good', 'bad'])
  const decided = Int32Array.from(truth, (code, row) => (row >= 80 && row < 100 ? 0 : code))
  const sure = { assured: true, met: true } as Parameters<typeof sureInGroups>[0][number]
  const groups = (size: number) => Array.from({ length: 200 }, (_, row) => String(Math.floor(row / size)))
  const assured = (size: number, goal: Parameters<typeof sureInGroups>[3]) =>
    sureInGroups([sure], y, decided, goal, groups(size))[0]!.assured
  expect([1, 20].map((size) => assured(size, { recall: 0.7 }))).toEqual([true, false])
  const costs = [
    [0, 1],
    [1, 0],
  ]
  expect([1, 10, 100].map((size) => assured(size, { costs }))).toEqual([true, true, false])
})
