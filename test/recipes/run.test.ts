import { beforeAll, describe, expect, it } from 'vitest'
import { countClasses } from '../../src/core/index.ts'
import { type Metrics, metricsSchema, type Run, type RunOptions } from '../../src/recipes/index.ts'
import { type Cell, fraudRows, numberRows, quick, textRows, threeRows, workFolder } from './data.ts'

const folder = workFolder()
const partsOf = ({ parts }: Run) => [parts.train, parts.validation, parts.test]

/** What must hold of every run, whatever it learned. */
function checkRun(done: Run): void {
  const { metrics, data } = done
  expect(metricsSchema.parse(JSON.parse(JSON.stringify(metrics)))).toEqual(metrics)
  const rows = partsOf(done).flatMap((part) => [...part.rows])
  expect(new Set(rows).size).toBe(rows.length)
  if (!data.time) expect(rows.length).toBe(data.y.codes.length)
  for (const [index, part] of partsOf(done).entries()) {
    expect(metrics.parts[index]).toMatchObject({
      part: part.part,
      rows: part.rows.length,
      classes: [...countClasses(part.of(data.y))],
    })
  }
  const partOfCluster = new Map<number, string>()
  for (const part of partsOf(done)) {
    for (const row of part.rows) {
      const cluster = data.clusters[row]!
      expect(partOfCluster.get(cluster) ?? part.part).toBe(part.part)
      partOfCluster.set(cluster, part.part)
    }
  }
  for (const name of ['validation', 'test'] as const) checkFigures(metrics, name)
  expect(metrics.candidates.filter(({ chosen }) => chosen).map(({ name }) => name)).toEqual([metrics.comparison.winner])
  expect(metrics.candidates[0]!.name).toBe('plain')
}

/** Figures recounted from the confusion matrix. */
function checkFigures(metrics: Metrics, name: 'validation' | 'test'): void {
  const { confusion, figures, classes, rows } = metrics[name]
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const diagonal = confusion.map((row, code) => row[code]!)
  expect(sum(confusion.flat())).toBe(rows)
  expect(figures['accuracy']!.value).toBeCloseTo(sum(diagonal) / rows, 12)
  expect(figures['majorityAccuracy']!.value).toBeCloseTo(Math.max(...confusion.map(sum)) / rows, 12)
  const recalls = confusion.map((row, code) => diagonal[code]! / sum(row))
  expect(figures['balancedAccuracy']!.value).toBeCloseTo(sum(recalls) / recalls.length, 12)
  for (const [code, one] of classes.entries()) {
    const alarms = sum(confusion.map((row) => row[code]!))
    expect(one.support).toBe(sum(confusion[code]!))
    expect(one.recall.value).toBeCloseTo(recalls[code]!, 12)
    if (alarms > 0) expect(one.precision.value).toBeCloseTo(diagonal[code]! / alarms, 12)
    expect(one.f1.value).toBeCloseTo((2 * diagonal[code]!) / (alarms + one.support), 12)
    expect(one.recall.low!).toBeLessThanOrEqual(one.recall.value!)
    expect(one.recall.high!).toBeGreaterThanOrEqual(one.recall.value!)
  }
}

const linear = ['plain', 'weights', 'under', 'over', 'smote']
const trees = ['boosting', 'balanced-forest']

describe('a table of two classes', () => {
  const rows = fraudRows(500)
  let done: Run
  beforeAll(async () => {
    done = await folder.run(rows, { target: 'label', ...quick })
  })
  it('holds together', () => checkRun(done))
  it('looks for the rarer class, named last; shares by class', () => {
    const { metrics } = done
    const fraud = rows.filter(({ label }) => label === 'fraud').length
    expect([metrics.positive, metrics.task, metrics.target]).toEqual(['fraud', 'table', 'label'])
    expect(metrics.classes).toEqual([
      { class: 'fine', rows: 500 - fraud, share: (500 - fraud) / 500 },
      { class: 'fraud', rows: fraud, share: fraud / 500 },
    ])
    expect(metrics.parts.map((part) => part.rows / 500).map((share) => share.toFixed(1))).toEqual(['0.6', '0.2', '0.2'])
    for (const part of metrics.parts)
      expect(Math.abs(part.classes[1]! - (fraud * part.rows) / 500)).toBeLessThanOrEqual(1)
  })
  it('compares what fits a table with categories', () => {
    expect(done.metrics.candidates.map(({ name }) => name)).toEqual([...linear, ...trees])
    expect(done.metrics.candidates.every(({ failure }) => failure === null)).toBe(true)
    expect(done.metrics.candidates[4]!.description).toContain('SMOTENC')
  })
  it('learns something, and says so with intervals', () => {
    const { averagePrecision } = done.metrics.test.figures
    expect(averagePrecision!.value).toBeGreaterThan(0.25)
    expect(averagePrecision!.low!).toBeLessThan(averagePrecision!.value!)
    expect(done.metrics.asked).toMatchObject({ goal: null, met: null, assured: null, nearest: null })
    expect(done.metrics.decision.rule).toBe('threshold')
    expect(done.metrics.decision.thresholds.map(({ class: name }) => name)).toEqual(['fraud'])
  })
  it('draws its curves on validation and test, and the threshold stands for F1 on validation', () => {
    const { sweep, precisionRecall, reliability } = done.metrics.curves
    expect(precisionRecall.test.map(({ class: name }) => name)).toEqual(['fraud'])
    expect(reliability.reduce((sum, bin) => sum + bin.rows, 0)).toBe(done.metrics.test.rows)
    const best = Math.max(...sweep!.f1)
    expect(done.metrics.validation.figures['f1']!.value).toBeCloseTo(best, 12)
  })
  it('takes another class as positive when asked', async () => {
    const other = await folder.run(rows, { target: 'label', positive: 'fine', candidates: [], ...quick })
    checkRun(other)
    expect([other.metrics.positive, other.metrics.classes.map(({ class: name }) => name)]).toEqual([
      'fine',
      ['fraud', 'fine'],
    ])
  })
})

describe('numbers only', () => {
  it('compares SMOTE with and without Tomek links', async () => {
    const done = await folder.run(numberRows(300), { target: 'label', ...quick })
    checkRun(done)
    expect(done.metrics.candidates.map(({ name, failure }) => [name, failure])).toEqual(
      [...linear, 'smote-tomek', ...trees].map((name) => [name, null]),
    )
    expect(done.metrics.candidates[4]!.description).toMatch(/^SMOTE:/)
  })
  it('where some are missing, the mark beside them calls for SMOTENC', async () => {
    const rows = fraudRows(300).map(({ kind: _, ...rest }) => rest)
    const done = await folder.run(rows, { target: 'label', ...quick })
    checkRun(done)
    expect(done.metrics.candidates.map(({ name, failure }) => [name, failure])).toEqual(
      [...linear, ...trees].map((name) => [name, null]),
    )
    expect(done.metrics.candidates[4]!.description).toMatch(/^SMOTENC:/)
    const one = numberRows(300).map((row, at) => ({ ...row, age: at === 7 ? null : row['age']! }))
    const single = await folder.run(one, { target: 'label', candidates: ['smote', 'smote-tomek'], ...quick })
    expect(single.metrics.candidates.map(({ failure }) => failure)).toEqual([null, null, null])
  })
  it('asks for Tomek links beside categories too, when told', async () => {
    const done = await folder.run(fraudRows(300), { target: 'label', candidates: ['smote-tomek'], ...quick })
    expect(done.metrics.candidates.map(({ name, failure }) => [name, failure])).toEqual([
      ['plain', null],
      ['smote-tomek', null],
    ])
  })
  it('records why a candidate could not be fitted and goes on', async () => {
    const few = numberRows(200).filter(({ label }, row) => label === 'fine' || row < 60)
    const done = await folder.run(few, { target: 'label', candidates: ['smote', 'weights'], ...quick, folds: 2 })
    const smote = done.metrics.candidates.find(({ name }) => name === 'smote')!
    expect(smote.failure).toMatch(/^smote: class "fraud" has \d rows?; .*randomOverSampler/)
    expect([smote.chosen, smote.differenceToPlain]).toEqual([false, null])
    expect(done.metrics.candidates.find(({ name }) => name === 'weights')!.failure).toBeNull()
  })
})

describe('three classes', () => {
  const rows = threeRows(450)
  it('each has its threshold, and a goal holds for every one', async () => {
    const done = await folder.run(rows, { target: 'grade', recall: 0.3, ...quick })
    checkRun(done)
    const { metrics } = done
    expect(metrics.positive).toBeNull()
    expect(metrics.decision.rule).toBe('class-thresholds')
    expect(metrics.decision.thresholds.map(({ class: name }) => name)).toEqual(['common', 'middle', 'rare'])
    expect(metrics.test.classes.length).toBe(3)
    expect(metrics.curves.sweep).toBeNull()
    expect(metrics.asked.met).toBe(metrics.test.classes.every(({ recall }) => recall.value! >= 0.3))
    expect(metrics.asked.sentence).toBe('recall ≥ 0.3 for every class')
    expect(metrics.comparison.criterion).toBe('precisionAtRecall')
  })
  it('one of them against the rest', async () => {
    const done = await folder.run(rows, { target: 'grade', positive: 'middle', candidates: ['weights'], ...quick })
    checkRun(done)
    expect(done.metrics.classes.map(({ class: name }) => name)).toEqual(['not middle', 'middle'])
    expect(done.metrics.classes[1]!.rows).toBe(rows.filter(({ grade }) => grade === 'middle').length)
  })
  it('named costs decide by the least expected cost', async () => {
    const done = await folder.run(rows, {
      target: 'grade',
      costs: 'rare>common=9,common>rare=2',
      candidates: ['weights'],
      ...quick,
    })
    checkRun(done)
    const { metrics } = done
    expect(metrics.asked.goal!.costs).toEqual([
      [0, 1, 2],
      [1, 0, 1],
      [9, 1, 0],
    ])
    expect(metrics.decision.rule).toBe('least-expected-cost')
    checkCosts(metrics)
  })
})

/** Cost a row on test, recounted, and that of each constant rule. */
function checkCosts({ test, asked, trivialCosts }: Metrics): void {
  const costs = asked.goal!.costs!
  let cost = 0
  for (const [truth, row] of test.confusion.entries())
    for (const [taken, count] of row.entries()) cost += count * costs[truth]![taken]!
  expect(test.figures['costPerRow']!.value).toBeCloseTo(cost / test.rows, 12)
  expect(trivialCosts!.map(({ costPerRow }) => costPerRow.toFixed(9))).toEqual(
    costs.map((_, taken) =>
      (test.classes.reduce((sum, { support }, truth) => sum + support * costs[truth]![taken]!, 0) / test.rows).toFixed(
        9,
      ),
    ),
  )
  expect(asked.met).toBe(trivialCosts!.every(({ costPerRow }) => cost / test.rows < costPerRow))
}

describe('goals of two classes', () => {
  const rows = fraudRows(500, 0.25)
  it('costs 5:1 set the threshold at 1/6', async () => {
    const done = await folder.run(rows, { target: 'label', costs: '5:1', candidates: ['weights'], ...quick })
    checkRun(done)
    expect(done.metrics.asked.goal!.costs).toEqual([
      [0, 1],
      [5, 0],
    ])
    expect(done.metrics.decision.thresholds[0]!.threshold).toBeCloseTo(1 / 6, 12)
    expect(done.metrics.comparison).toMatchObject({ criterion: 'costPerRow', higherIsBetter: false })
    checkCosts(done.metrics)
  })
  it('a modest goal is met on test; one out of reach is not, with what comes nearest', async () => {
    const modest = await folder.run(rows, { target: 'label', recall: 0.5, precision: 0.3, candidates: [], ...quick })
    const { asked, test } = modest.metrics
    expect([asked.met, asked.metOnValidation, asked.nearest]).toEqual([true, true, null])
    expect(asked.verdict).toMatch(
      /^The goal is met\. On test, recall is 0\.\d{3} \(0\.\d{3} to \d\.\d{3}\) and precision/,
    )
    expect(test.classes[1]!.recall.value!).toBeGreaterThanOrEqual(0.5)
    const proud = await folder.run(rows, { target: 'label', recall: 0.99, precision: 0.99, candidates: [], ...quick })
    expect([proud.metrics.asked.met, proud.metrics.asked.metOnValidation, proud.metrics.asked.assured]).toEqual([
      false,
      false,
      false,
    ])
    expect(proud.metrics.asked.nearest).not.toBeNull()
    expect(proud.metrics.asked.precisionAtRecall!.recall!).toBeGreaterThanOrEqual(0.99)
    expect(proud.metrics.asked.verdict).toMatch(
      /^The goal is not met\..*Recall 0\.99 would leave a precision of 0\.\d{3} \(on validation\)\.$/,
    )
  })
})

describe('columns with a role', () => {
  it('groups never straddle parts', async () => {
    const rows = fraudRows(400).map((row, at) => ({ ...row, who: at % 11 === 0 ? null : `p${at % 60}` }))
    const done = await folder.run(rows, { target: 'label', group: 'who', candidates: ['weights'], ...quick })
    checkRun(done)
    const seen = partsOf(done).map((part) => new Set(part.of(done.data.groups!)))
    for (const [a, one] of seen.entries())
      for (const [b, other] of seen.entries()) if (a < b) expect([...one].some((name) => other.has(name))).toBe(false)
    expect(done.metrics.parts.map(({ groups }) => groups)).toEqual(seen.map(({ size }) => size))
    expect(done.metrics.leftOut).toEqual([{ column: 'who', reason: 'it is the group' }])
  })
  it('copies of a row stay in one part, also those that differ in a left-out column only', async () => {
    const rows = numberRows(300)
    const done = await folder.run(
      [...rows, ...rows.slice(0, 90)].map((row, at) => ({ ...row, mark: (at * 7919) % 1013 })),
      {
        target: 'label',
        ignore: ['mark'],
        candidates: [],
        ...quick,
      },
    )
    checkRun(done)
    expect(new Set(done.data.clusters).size).toBe(300)
    for (let row = 0; row < 90; row++) expect(done.data.clusters[row]).toBe(done.data.clusters[300 + row])
  })
  it('time: the past teaches, the future judges, with a gap between', async () => {
    const rows = fraudRows(500, 0.25).map((row, at) => ({ ...row, day: ((at * 37) % 500) + 0.5 }))
    const done = await folder.run(rows, { target: 'label', time: 'day', gap: 10, candidates: ['weights'], ...quick })
    checkRun(done)
    const [train, validation, test] = partsOf(done).map((part) => part.of(done.data.time!))
    expect(Math.max(...train!) + 10).toBeLessThan(Math.min(...validation!))
    expect(Math.max(...validation!) + 10).toBeLessThan(Math.min(...test!))
    expect(done.metrics.comparison.repeats).toBe(1)
    expect(done.metrics.features).not.toContain('day')
    expect(train!.length + validation!.length + test!.length).toBeLessThan(500)
  })
  it('weights teach as copies of a row would', async () => {
    const rows = numberRows(300, 0.3)
    const heavy = rows.map((row) => ({ ...row, w: row['label'] === 'fraud' ? 4 : 1 }))
    const options: RunOptions = { target: 'label', candidates: [], calibration: 'none', ...quick }
    const weighted = await folder.run(heavy, { ...options, weight: 'w' })
    const bare = await folder.run(rows, options)
    checkRun(weighted)
    expect(weighted.metrics.features).toEqual(['amount', 'age', 'noise'])
    expect(weighted.parts.test.rows).toEqual(bare.parts.test.rows)
    const mean = ({ metrics }: Run) =>
      metrics.curves.reliability.reduce((sum, bin) => sum + bin.predicted * bin.rows, 0) / metrics.test.rows
    expect(mean(weighted)).toBeGreaterThan(mean(bare) + 0.15)
    const even = await folder.run(
      rows.map((row) => ({ ...row, w: 1 })),
      { ...options, weight: 'w' },
    )
    expect(even.predictor.model).toEqual(bare.predictor.model)
  })
  it('ignored, empty and prose columns are named with their reason', async () => {
    const rows: Record<string, Cell>[] = fraudRows(300).map((row, at) => ({
      ...row,
      nothing: null,
      remark: `the customer of row ${at} said something ${at * 3} times`,
      no: `R${at}`,
    }))
    const { metrics } = await folder.run(rows, {
      target: 'label',
      ignore: ['noise'],
      id: 'no',
      candidates: [],
      ...quick,
    })
    expect(metrics.leftOut).toEqual([
      { column: 'noise', reason: 'asked for by `ignore`' },
      { column: 'nothing', reason: 'it is empty' },
      { column: 'remark', reason: 'it holds free text; name it as `text` to learn from it' },
      { column: 'no', reason: 'it is the id' },
    ])
    expect(metrics.features).toEqual(['amount', 'age', 'kind', 'holes'])
  })
  it('rows without a target are left out when asked, and keep their numbers', async () => {
    const rows: Record<string, Cell>[] = numberRows(300).map((row, at) => ({
      ...row,
      label: at % 10 === 3 ? null : row['label']!,
    }))
    const done = await folder.run(rows, { target: 'label', dropMissingTarget: true, candidates: [], ...quick })
    checkRun(done)
    expect(done.data.tableRows.length).toBe(270)
    expect([...done.data.tableRows].every((row) => row % 10 !== 3)).toBe(true)
    expect(done.metrics.input.rows).toBe(300)
    const amount = done.data.X!.columns.findIndex(({ name }) => name === 'amount')
    const width = done.data.X!.columns.length
    for (let row = 0; row < 270; row += 17)
      expect(done.data.X!.data[row * width + amount]).toBe(rows[done.data.tableRows[row]!]!['amount'])
  })
})

describe('texts', () => {
  it('learn from the text alone, compare what fits sparse rows', async () => {
    const rows = textRows(400).map((row, at) => ({ ...row, other: at % 3 }))
    const done = await folder.run(rows, { target: 'label', text: 'message', recall: 0.7, ...quick })
    checkRun(done)
    const { metrics } = done
    expect([metrics.task, metrics.positive, metrics.features]).toEqual(['text', 'spam', ['message']])
    expect(metrics.leftOut).toEqual([{ column: 'other', reason: 'the job learns from the text alone' }])
    expect(metrics.candidates.map(({ name }) => name)).toEqual(['plain', 'weights', 'under', 'over'])
    expect(metrics.test.figures['averagePrecision']!.value).toBeGreaterThan(0.7)
  })
  it('takes an asked-for SMOTE, and records why trees cannot be', async () => {
    const done = await folder.run(textRows(300), {
      target: 'label',
      text: 'message',
      candidates: ['smote', 'boosting'],
      ...quick,
    })
    expect(done.metrics.candidates.map(({ name, failure }) => [name, failure === null])).toEqual([
      ['plain', true],
      ['smote', true],
      ['boosting', false],
    ])
    expect(done.metrics.candidates[2]!.failure).toContain('a job of texts has none')
  })
})
