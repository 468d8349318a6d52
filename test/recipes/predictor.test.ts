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
  ['text', () => folder.run(textRows(400), { target: 'label', text: 'message', ...quick })],
])('model.json decides as its run did on test: %s', async (name, make) => {
  const done = await make()
  const { confusion, logLoss } = onTest(done, await reloaded(done, name))
  expect(confusion).toEqual(done.metrics.test.confusion)
  expect(logLoss).toBeCloseTo(done.metrics.test.figures['logLoss']!.value!, 9)
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
