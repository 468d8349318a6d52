import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { labelsSummary } from '../../src/cli/labels-summary.ts'
import { paintFor } from '../../src/cli/paint.ts'
import { matrix, random, takeRows } from '../../src/core/index.ts'
import {
  type LabelsRun,
  type LabelsRunGiven,
  loadLabelPredictor,
  runLabels,
  runLabelsRecipe,
  runRecipe,
  saveLabelsRun,
} from '../../src/recipes/index.ts'
import { apart, beside } from '../../src/recipes/predicting/beside.ts'
import { renderLabels } from '../../src/report/index.ts'
import { type Cell, type Rows, textRows, workFolder } from './data.ts'

const folder = workFolder()
const quick = { folds: 3, repeats: 1 }
const names = ['rude', 'loud', 'rare']
const options = { labels: names, ...quick }

/** Three labels that two columns and a category foretell: one of half the rows, one of a fifth, one of few. */
function labelRows(count: number, seed = 5): Record<string, Cell>[] {
  const stream = random(seed)
  const [a, b, u, w] = [
    stream.fork('a').randn(count),
    stream.fork('b').randn(count),
    stream.fork('u').randn(count),
    stream.fork('w').randn(count),
  ]
  return Array.from({ length: count }, (_, row) => ({
    a: Math.round(a[row]! * 1000) / 1000,
    b: Math.round(b[row]! * 1000) / 1000,
    place: w[row]! > 0.5 ? 'street' : 'home',
    rude: a[row]! + u[row]! > 0 ? 1 : 0,
    loud: b[row]! + 0.5 * u[row]! > 0.9 ? 'yes' : 'no',
    rare: a[row]! + b[row]! > 2.2,
  }))
}
const rows = labelRows(500)
const spamRows = textRows(300).map(
  ({ message, label }, at): Record<string, Cell> => ({ message: message!, spam: label === 'spam', odd: at % 3 === 0 }),
)
const asList = (all: Rows) =>
  all.map(({ rude, loud, rare, ...rest }) => ({
    ...rest,
    names: [rude === 1 && 'rude', loud === 'yes' && 'loud', rare === true && 'rare'].filter(Boolean).join(' | '),
  }))
const run = async (all: Rows, given: LabelsRunGiven): Promise<LabelsRun> =>
  folder.keep(await runLabels(folder.file(all), given))
const plainJson = (value: unknown) => JSON.parse(JSON.stringify(value))

/** Decides about the test rows once more with what was saved, and compares with what the run says of them. */
function checkPredictor({ metrics, parts, predictor, rows: whole }: LabelsRun): void {
  const { predict } = loadLabelPredictor(plainJson(predictor))
  const test = [...parts.test.rows]
  const given = whole.texts ? test.map((row) => whole.texts![row]!) : takeRows(whole.X!, test)
  const { proba, decided } = predict(given)
  const width = metrics.labels.length
  for (const [label, { result }] of metrics.labels.entries()) {
    const found = test.filter((_, at) => decided[at * width + label] === 1).length
    const expected = result!.test.confusion.reduce((sum, row) => sum + row[1]!, 0)
    expect(found).toBe(expected)
    expect(proba.filter((_, at) => at % width === label).every((one) => one >= 0 && one <= 1)).toBe(true)
  }
}

describe('a run on labels', () => {
  it('balances every label in every part', async () => {
    const { metrics } = await run(rows, options)
    expect(metrics.labels.map(({ label }) => label)).toEqual(names)
    expect(metrics.parts.map((part) => part.rows)).toEqual([300, 100, 100])
    for (const part of metrics.parts) {
      for (const [label, { rows: all }] of metrics.labels.entries())
        expect(Math.abs(part.labels[label]! - (all * part.rows) / 500)).toBeLessThanOrEqual(1.5)
    }
  })
  it('judges each label, and all together, as its decisions on test are', async () => {
    const done = await run(rows, { ...options, recall: 0.6 })
    const { metrics } = done
    checkPredictor(done)
    const recalls = metrics.labels.map(
      ({ label, result }) => result!.test.classes.find((one) => one.class === label)!.recall.value!,
    )
    expect(metrics.test.macro.recall.value).toBeCloseTo((recalls[0]! + recalls[1]! + recalls[2]!) / 3, 10)
    for (const { result } of metrics.labels) expect(result!.asked.goal).toEqual({ recall: 0.6 })
    expect(metrics.asked.met).toBe(metrics.labels.every(({ result }) => result!.asked.met))
    expect(metrics.test.macro.f1.low!).toBeLessThan(metrics.test.macro.f1.value!)
  })
  it('takes a goal for each label, and costs', async () => {
    const { metrics } = await run(rows, {
      ...options,
      recall: 0.5,
      recallOf: { loud: 0.9 },
      precisionOf: { loud: 0.2 },
      costsOf: { rare: '10:1' },
    })
    expect(metrics.labels.map(({ result }) => result!.asked.goal)).toEqual([
      { recall: 0.5 },
      { recall: 0.9, precision: 0.2 },
      {
        costs: [
          [0, 1],
          [10, 0],
        ],
      },
    ])
    expect(metrics.labels[2]!.result!.test.figures['costPerRow']!.value).not.toBeNull()
  })
  it('reads the names in one column as it reads columns of yes and no', async () => {
    const columns = await run(rows, options)
    const lists = await run(asList(rows), { target: 'names', labelDelimiter: '|', ...quick })
    expect(lists.metrics.labels.map(({ label }) => label)).toEqual([...names].sort())
    const byName = (done: LabelsRun) => new Map(done.metrics.labels.map((one) => [one.label, one.rows]))
    expect(byName(lists)).toEqual(new Map([...byName(columns)].sort()))
    expect(lists.metrics.features).toEqual(columns.metrics.features)
  })
  it('a label that cannot be learned says why; the others go on', async () => {
    const scarce = rows.map((row, at) => ({ ...row, scarce: at === 7 || at === 130 ? 1 : 0 }))
    const { metrics, predictor } = await run(scarce, { ...options, labels: [...names, 'scarce'], recall: 0.1 })
    const last = metrics.labels[3]!
    expect([last.result, last.rows]).toEqual([null, 2])
    expect(last.failure).toMatch(/class|rows|fold/)
    expect(metrics.labels.slice(0, 3).every(({ failure }) => failure === null)).toBe(true)
    expect(metrics.asked.met).toBe(false)
    expect(predictor.models.map(({ label }) => label)).toEqual(names)
  })
  it('learns texts too, and keeps copies on one side', async () => {
    const done = await run([...spamRows, ...spamRows.slice(0, 60)], {
      labels: ['spam', 'odd'],
      text: 'message',
      ...quick,
    })
    checkPredictor(done)
    const where = new Map<string, string>()
    for (const { part, rows: own } of Object.values(done.parts)) {
      for (const row of own) {
        const text = done.rows.texts![row]!
        expect(where.get(text) ?? part).toBe(part)
        where.set(text, part)
      }
    }
    expect(new Set(done.predictor.models.map(({ features }) => features))).toEqual(new Set([0]))
  })
})

describe('a chain', () => {
  it('learns the frequent labels first, and predicts new rows as it judged the test rows', async () => {
    const done = await run(rows, { ...options, chain: true, candidates: ['smote', 'boosting'] })
    checkPredictor(done)
    expect(done.predictor.models.map(({ label }) => label)).toEqual(['rude', 'loud', 'rare'])
    const apartFrom = await run(rows, { ...options, candidates: ['smote', 'boosting'] })
    expect(done.metrics.labels[0]!.result).toEqual(apartFrom.metrics.labels[0]!.result)
    expect(done.metrics.labels[1]!.result!.candidates).not.toEqual(apartFrom.metrics.labels[1]!.result!.candidates)
  })
  it('of texts, too', async () => {
    checkPredictor(await run(spamRows, { labels: ['spam', 'odd'], text: 'message', chain: true, ...quick }))
  })
  it('does not know the labels of test rows', async () => {
    const timed: Record<string, Cell>[] = rows.map((row, at) => ({ ...row, day: at }))
    const given = { ...options, chain: true, time: 'day' }
    const done = await run(timed, given)
    const test = new Set(done.parts.test.rows)
    const other = await run(
      timed.map((row, at) => (!test.has(at) ? row : { ...row, rude: 1 - Number(row['rude']), rare: at % 2 === 0 })),
      given,
    )
    expect(plainJson(other.predictor)).toEqual(plainJson(done.predictor))
    expect(other.metrics.test).not.toEqual(done.metrics.test)
  })
  it('columns beside others come apart again', () => {
    const X = matrix(Float64Array.of(1, 2, 3, 4), 2)
    const extra = matrix(Float64Array.of(5, 6), 1)
    const both = beside(X, extra)
    expect([...(both as typeof X).data]).toEqual([1, 2, 5, 3, 4, 6])
    const [own, added] = apart(both as typeof X, 1)
    expect([own.data, added.data]).toEqual([X.data, extra.data])
  })
})

describe('the folder', () => {
  it('has five files, and its recipe gives them again', async () => {
    const done = await run(rows, { ...options, chain: true })
    const [first, second] = [join(folder.path, 'labels'), join(folder.path, 'again')]
    await saveLabelsRun(done, first, renderLabels)
    expect(readdirSync(first).sort()).toEqual([
      'metrics.json',
      'model.json',
      'recipe.json',
      'report.html',
      'split.parquet',
    ])
    await saveLabelsRun(folder.keep(await runLabelsRecipe(join(first, 'recipe.json'))), second, renderLabels)
    for (const name of readdirSync(first))
      if (name !== 'recipe.json') expect(readFileSync(join(second, name))).toEqual(readFileSync(join(first, name)))
    await expect(runRecipe(join(first, 'recipe.json'))).rejects.toThrow(/this recipe is of a run on labels/)
    const report = readFileSync(join(first, 'report.html'), 'utf8')
    for (const name of names) expect(report).toContain(name)
    expect(report).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/)
  })
})

describe('what a run on one class can be asked, one on labels can', () => {
  // On the street being rude is a coin toss; at home `a` tells it.
  const stream = random(8)
  const toss = stream.uniform(600)
  const split = labelRows(600, 9).map((row, at) => ({
    ...row,
    rude: row['place'] === 'street' ? (toss[at]! < 0.3 ? 1 : 0) : Number(row['a']) > 0.4 ? 1 : 0,
  }))
  const given = { labels: ['rude', 'loud'], ...quick }
  const plain = paintFor({})

  it('to judge slices: for each label the one on which it does worst', async () => {
    const { metrics, recipe } = await run(split, { ...given, slice: ['place', 'b'] })
    for (const { label, result } of metrics.labels) {
      const { slices, worst } = result!.slices!
      for (const column of ['place', 'b']) {
        const own = slices.filter((one) => one.column === column)
        const supports = own.map(({ figures }) => figures.classes.find((one) => one.class === label)!.support)
        expect(own.reduce((sum, { figures }) => sum + figures.rows, 0)).toBe(result!.test.rows)
        expect(supports.reduce((sum, support) => sum + support, 0)).toBe(
          result!.test.classes.find((one) => one.class === label)!.support,
        )
      }
      expect(worst!.here.value!).toBeLessThan(worst!.overall.value!)
      expect(worst!.overall).toEqual(result!.test.classes.find((one) => one.class === label)!.f1)
    }
    const rude = metrics.labels[0]!.result!.slices!.worst!
    expect([rude.column, rude.level]).toEqual(['place', 'street'])
    const page = await renderLabels(metrics, recipe)
    expect(page).toContain('Where each label does worst')
    expect(page).not.toContain('What a leak would have claimed')
    expect(labelsSummary(metrics, 'out', [], plain, 80).replace(/\s+/g, ' ')).toContain(`slices ${rude.sentence}`)
    await expect(run(split, { ...given, slice: ['plce'] })).rejects.toThrow(/no column "plce"/)
  })

  it('to show by how much a leak would have lied of each label', async () => {
    const { metrics, recipe } = await run(split, { ...given, showLeak: true, chain: true })
    for (const { result } of metrics.labels) {
      const { method, wrong, right } = result!.leak!
      expect(method).toBe('smote')
      expect(right.rows).toBe(result!.test.rows)
      expect(wrong.rows).not.toBe(right.rows)
      expect(result!.slices).toBeNull()
    }
    expect(await renderLabels(metrics, recipe)).toContain('What a leak would have claimed')
    expect(labelsSummary(metrics, 'out', [], plain, 80)).toMatch(/ {2}leak {5}Resampled \(smote\)/)
  })

  it('to draw chains for some minutes, and says how many there were, so that its recipe gives the same', async () => {
    const first = join(folder.path, 'minutes')
    const done = await run(split, { ...given, minutes: 0.0001, candidates: [] })
    const drawn = done.metrics.labels.map(({ result }) => result!.search.length)
    expect(drawn).toEqual([9, 9])
    expect(done.recipe.options.trialsOf).toEqual({ rude: 9, loud: 9 })
    expect(done.recipe.options).not.toHaveProperty('minutes')
    await saveLabelsRun(done, first, renderLabels)
    const again = folder.keep(await runLabelsRecipe(join(first, 'recipe.json')))
    expect(again.metrics).toEqual(done.metrics)
    expect(readFileSync(join(first, 'report.html'), 'utf8')).toContain('18 chains were drawn at random')
    const some = await run(split, { ...given, trials: 2, trialsOf: { loud: 1 }, candidates: [] })
    expect(some.metrics.labels.map(({ result }) => result!.search.length)).toEqual([2, 1])
    await expect(run(split, { ...given, trialsOf: { lowd: 1 } })).rejects.toThrow(
      'trialsOf: no label "lowd"; did you mean loud?',
    )
  })
})

describe('refusals', () => {
  it.each<[LabelsRunGiven, RegExp]>([
    [{ ...quick }, /name either the columns of `labels`, or a `target` with its `labelDelimiter`/],
    [{ ...options, target: 'rude' }, /and not both/],
    [{ ...options, labels: ['rude', 'lod'] }, /no column "lod"/],
    [{ ...options, labels: ['rude', 'place'] }, /row 1 has "(home|street)" in the label column "place"\. Write 1 or 0/],
    [{ ...options, recallOf: { ruude: 0.5 } }, /recallOf: no label "ruude"; did you mean rude\?/],
    [{ ...options, recallOf: { rude: 0.5 }, costsOf: { rude: '5:1' } }, /not for both/],
    [{ ...options, positive: 'x' } as LabelsRunGiven, /unknown option `positive`/],
  ])('%j', async (given, sentence) => {
    await expect(run(rows, given)).rejects.toThrow(sentence)
  })
  it('a label that no row has', async () => {
    const never = rows.map((row) => ({ ...row, rare: false }))
    await expect(run(never, options)).rejects.toThrow(
      /no row has the label "rare"; there is nothing to tell apart\. Leave it out\./,
    )
  })
})
