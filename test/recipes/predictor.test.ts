import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DataError } from '../../src/core/index.ts'
import { loadPredictor, type Run, type SavedPredictor, saveRun } from '../../src/recipes/index.ts'
import { fraudRows, quick, textRows, threeRows, workFolder } from './data.ts'

const folder = workFolder()

async function reloaded(done: Run, name: string) {
  await saveRun(done, join(folder.path, name), () => 'report')
  return loadPredictor(JSON.parse(readFileSync(join(folder.path, name, 'model.json'), 'utf8')) as SavedPredictor)
}

/** Fraud is where exactly one of two things holds, at two of three places: no sum of columns tells it. */
function cornerRows(count: number) {
  return Array.from({ length: count }, (_, row) => {
    const [left, right] = [row % 2 === 0, row % 4 < 2]
    const place = ['city', 'coast', 'hills'][(row * 7) % 3]!
    const fraud = left !== right && place !== 'hills' && row % 11 !== 0
    const missing = row % 9 === 0 ? null : Math.round(((row * 37) % 101) * 10) / 10
    return {
      left: left ? 1 : -1,
      right: right ? 1.5 : -1.5,
      amount: missing,
      place,
      at: row,
      label: fraud ? 'fraud' : 'fine',
    }
  })
}

/** The confusion matrix and the Brier score that the loaded model reaches on the test rows. */
function onTest({ data, parts }: Run, predictor: ReturnType<typeof loadPredictor>) {
  const rows = data.texts ? parts.test.of(data.texts) : parts.test.of(data.X!)
  const y = parts.test.of(data.y)
  const width = y.classes.length
  const proba = predictor.predictProba(rows)
  const confusion = y.classes.map(() => y.classes.map(() => 0))
  predictor.decide(proba).forEach((taken, row) => {
    confusion[y.codes[row]!]![taken]!++
  })
  let logLoss = 0
  for (let row = 0; row < y.codes.length; row++) {
    logLoss -= Math.log(proba[row * width + y.codes[row]!]!) / y.codes.length
    let sum = 0
    for (let code = 0; code < width; code++) sum += proba[row * width + code]!
    expect(sum).toBeCloseTo(1, 9)
  }
  return { confusion, logLoss }
}

it.each<[string, () => Promise<Run>]>([
  ['table', () => folder.run(fraudRows(400), { target: 'label', ...quick })],
  ['three', () => folder.run(threeRows(400), { target: 'grade', candidates: ['weights'], ...quick })],
  ['costs', () => folder.run(threeRows(400), { target: 'grade', costs: 'rare>common=9', candidates: [], ...quick })],
  ['beta', () => folder.run(fraudRows(400), { target: 'label', calibration: 'beta', candidates: [], ...quick })],
  ['vector', () => folder.run(threeRows(400), { target: 'grade', calibration: 'vector', candidates: [], ...quick })],
  [
    'perClass',
    () => folder.run(threeRows(400), { target: 'grade', calibration: 'perClass', candidates: [], ...quick }),
  ],
  ['text', () => folder.run(textRows(400), { target: 'label', text: 'message', ...quick })],
  ['boosting', () => folder.run(cornerRows(600), { target: 'label', candidates: ['boosting'], ...quick })],
  ['anomaly', () => folder.run(cornerRows(600), { target: 'label', candidates: ['anomaly'], ...quick })],
  ['forest', () => folder.run(cornerRows(600), { target: 'label', candidates: ['balanced-forest'], ...quick })],
])('model.json decides as its run did on test: %s', async (name, make) => {
  const done = await make()
  const { confusion, logLoss } = onTest(done, await reloaded(done, name))
  expect(confusion).toEqual(done.metrics.test.confusion)
  expect(logLoss).toBeCloseTo(done.metrics.test.figures['logLoss']!.value!, 9)
})

it('a model of trees wins where no line can be drawn, and knows levels by their names', async () => {
  const done = await folder.run(cornerRows(900), { target: 'label', candidates: ['boosting'], folds: 5, repeats: 2 })
  expect(done.metrics.comparison.winner).toBe('boosting')
  const predictor = await reloaded(done, 'corner')
  const X = done.parts.test.of(done.data.X!)
  const place = X.columns.findIndex(({ name }) => name === 'place')
  const categories = ['harbor', ...X.columns[place]!.categories!]
  const columns = X.columns.map((column, at) => (at === place ? { ...column, categories } : column))
  const data = X.data.map((value, at) => (at % X.columns.length === place ? value + 1 : value))
  expect(predictor.predictProba({ ...X, columns, data })).toEqual(predictor.predictProba(X))
})

it('reads new levels and holes that it has not seen', async () => {
  const done = await folder.run(fraudRows(300), { target: 'label', candidates: [], ...quick })
  const predictor = await reloaded(done, 'levels')
  const X = done.parts.test.of(done.data.X!)
  const kind = X.columns.findIndex(({ name }) => name === 'kind')
  const columns = X.columns.map((column, at) => (at === kind ? { ...column, categories: ['mars'] } : column))
  const data = X.data.map((value, at) => (at % X.columns.length === kind ? 0 : at % 3 ? value : Number.NaN))
  const proba = predictor.predictProba({ ...X, columns, data })
  expect([...proba].every((value) => value >= 0 && value <= 1)).toBe(true)
})

it.each<[string, unknown, RegExp]>([
  ['null', null, /not a model that evenkeel has written\. Pass the model\.json of a run\.$/],
  ['another file', { evenkeel: 1 }, /not a model that evenkeel has written\. Pass the model\.json of a run\.$/],
  ['a bare model', { format: 'evenkeel-model', version: 1 }, /not a model that evenkeel has written/],
  [
    'a newer one',
    { format: 'evenkeel-predictor', version: 2 },
    /has version 2, which this evenkeel does not know\. Install a newer one\.$/,
  ],
])('refuses %s in one sentence', (_, saved, message) => {
  expect(() => loadPredictor(saved as SavedPredictor)).toThrow(DataError)
  expect(() => loadPredictor(saved as SavedPredictor)).toThrow(message)
})
