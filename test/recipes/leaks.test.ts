import { describe, expect, it } from 'vitest'
import { split } from '../../src/core/index.ts'
import { calibrators, crossValidationFolds } from '../../src/evaluation/index.ts'
import { tabularPreparer, tfidfVectorizer } from '../../src/features/index.ts'
import { candidatesFor } from '../../src/recipes/candidates/candidate.ts'
import { compareCandidates, foldsInside, knownOutOfFold } from '../../src/recipes/candidates/compare-candidates.ts'
import type { Arena } from '../../src/recipes/candidates/score-fold.ts'
import { criterionFor } from '../../src/recipes/figures/criterion.ts'
import { type RecipeOptions, type Run, recipeOptions } from '../../src/recipes/index.ts'
import { splitDataOf } from '../../src/recipes/reading/split-data.ts'
import { taskOf } from '../../src/recipes/tasks/task-of.ts'
import { type Cell, fraudRows, quick, textRows, workFolder } from './data.ts'

const folder = workFolder()
const plainJson = (value: unknown) => JSON.parse(JSON.stringify(value))
const timed = fraudRows(500, 0.25).map((row, at): Record<string, Cell> => ({ ...row, day: at + 0.5 }))
const options = { target: 'label', time: 'day', candidates: ['weights', 'smote'] as ('weights' | 'smote')[], ...quick }
const inOrder = (done: Run) => ({
  train: done.parts.train.rows.length,
  held: done.parts.train.rows.length + done.parts.validation.rows.length,
})

function arenaOf({ data, parts }: Pick<Run, 'data' | 'parts'>, options: RecipeOptions): Arena {
  const { train } = parts
  const folds = foldsInside(data, train, options)
  return { task: taskOf(data), data, train, folds, criterion: criterionFor(undefined), options, journal: undefined }
}

describe('what is not train teaches nothing', () => {
  it('other test rows, other test labels: the same model, threshold and candidates', async () => {
    const done = await folder.run(timed, options)
    const { held } = inOrder(done)
    const changed = timed.map((row, at) =>
      at < held
        ? row
        : {
            ...row,
            amount: 3 * Number(row['amount']) + at + 0.001,
            age: 7 + (at % 90),
            holes: null,
            label: at % 3 ? 'fine' : 'fraud',
          },
    )
    const other = await folder.run(changed, options)
    expect(other.parts.test.rows).toEqual(done.parts.test.rows)
    expect(plainJson(other.predictor)).toEqual(plainJson(done.predictor))
    expect(other.metrics.candidates).toEqual(done.metrics.candidates)
    expect(other.metrics.validation).toEqual(done.metrics.validation)
    expect(other.metrics.test.figures).not.toEqual(done.metrics.test.figures)
  })
  it('other validation rows and labels: the same features, model and calibration, another threshold', async () => {
    const done = await folder.run(timed, options)
    const { train, held } = inOrder(done)
    const changed = timed.map((row, at) =>
      at < train || at >= held
        ? row
        : { ...row, amount: Number(row['amount']) / 2 + at / 1000, label: at % 2 ? 'fine' : 'fraud' },
    )
    const other = await folder.run(changed, options)
    const { decision, ...rest } = plainJson(other.predictor)
    const { decision: before, ...expected } = plainJson(done.predictor)
    expect(rest).toEqual(expected)
    expect(decision).not.toEqual(before)
    expect(other.metrics.candidates).toEqual(done.metrics.candidates)
  })
  it('other train rows do change the model (so that the tests above can fail)', async () => {
    const done = await folder.run(timed, options)
    const other = await folder.run(
      timed.map((row, at) => (at === 3 ? { ...row, amount: 500.125 } : row)),
      options,
    )
    expect(plainJson(other.predictor.features)).not.toEqual(plainJson(done.predictor.features))
    expect(plainJson(other.predictor.model)).not.toEqual(plainJson(done.predictor.model))
  })
})

describe('the preparation', () => {
  it('of a table: medians, means and deviations of the train rows', async () => {
    const { data, parts, predictor } = await folder.run(fraudRows(300), { target: 'label', candidates: [], ...quick })
    const train = await tabularPreparer().fit(parts.train.of(data.X!))
    const all = await tabularPreparer().fit(data.X!)
    expect(plainJson(predictor.features[0])).toEqual(plainJson(train.save()))
    expect(plainJson(predictor.features[0])).not.toEqual(plainJson(all.save()))
  })
  it('of texts: the words of the train rows, weighed by how many of them have each', async () => {
    const rows = textRows(300).map((row, at) => ({ ...row, message: `${row['message']} only${at % 20}` }))
    const { data, parts, predictor } = await folder.run(rows, {
      target: 'label',
      text: 'message',
      candidates: [],
      ...quick,
    })
    const vectorizer = () => tfidfVectorizer({ ngramRange: [1, 2], minDf: 2, sublinearTf: true })
    expect(plainJson(predictor.features)).toEqual([
      plainJson((await vectorizer().fit(parts.train.of(data.texts!))).save()),
    ])
    expect(plainJson(predictor.features)).not.toEqual([plainJson((await vectorizer().fit(data.texts!)).save())])
  })
  it('is refitted in every fold: out-of-fold scores of a row do not know the row', async () => {
    const done = await folder.run(fraudRows(300), { target: 'label', candidates: [], ...quick })
    const { data, parts } = done
    const parsed = recipeOptions.parse({ target: 'label', ...quick })
    const task = taskOf(data)
    const seen: Int32Array[] = []
    const spying = {
      ...task,
      prepare: (train: typeof parts.train, context: object) => {
        seen.push(train.rows)
        return task.prepare(train, context)
      },
    }
    const candidates = candidatesFor(task, { ...parsed, candidates: [] }, 2)
    await compareCandidates({ ...arenaOf(done, { ...parsed, repeats: 2 }), task: spying }, candidates, {})
    expect(seen.length).toBe(6)
    const inTrain = new Set(parts.train.rows)
    for (const rows of seen) {
      expect([...rows].every((row) => inTrain.has(row))).toBe(true)
      expect(rows.length).toBe((parts.train.rows.length / 3) * 2)
    }
    const heldOut = seen.slice(0, 3).flatMap((rows) => [...parts.train.rows].filter((row) => !rows.includes(row)))
    expect(heldOut.sort((a, b) => a - b)).toEqual([...parts.train.rows])
  })
  it('keeps duplicates on one side of every fold', async () => {
    const rows = fraudRows(150)
    const { data, parts } = await folder.run([...rows, ...rows, ...rows.slice(0, 40)], {
      target: 'label',
      candidates: [],
      ...quick,
    })
    const repeated = [...parts.train.rows].filter((row) => row >= 150)
    expect(repeated.length).toBeGreaterThan(80)
    const folds = crossValidationFolds(splitDataOf(data, parts.train), { folds: 4, repeats: 2, seed: 1 })
    for (const { train, validation } of folds) {
      const clusters = (part: { readonly rows: Int32Array }) =>
        new Set(Array.from(part.rows, (row) => data.clusters[parts.train.rows[row]!]))
      const learned = clusters(train)
      expect([...clusters(validation)].filter((cluster) => learned.has(cluster))).toEqual([])
    }
  })
})

describe('the calibration', () => {
  it('is learned from out-of-fold scores of train', async () => {
    const done = await folder.run(fraudRows(300), { target: 'label', candidates: [], calibration: 'platt', ...quick })
    const { data, parts } = done
    const parsed = recipeOptions.parse({ target: 'label', ...quick })
    const candidates = candidatesFor(taskOf(data), { ...parsed, candidates: [] }, 2)
    const [plain] = await compareCandidates(arenaOf({ data, parts }, parsed), candidates, {})
    const { proba, y } = knownOutOfFold(plain!.outOfFold, data.y, parts.train)
    expect(y.codes).toEqual(parts.train.of(data.y).codes)
    expect(plainJson(done.predictor.calibrator)).toEqual(plainJson((await calibrators.platt().fit(proba, y)).save()))
  })
  it('leaves out the rows that no fold held out, as the earliest of a time split', async () => {
    const { data, parts } = await folder.run(timed, { ...options, candidates: [] })
    const parsed = recipeOptions.parse({ ...options, candidates: [] })
    const candidates = candidatesFor(taskOf(data), parsed, 2)
    const [plain] = await compareCandidates(arenaOf({ data, parts }, parsed), candidates, {})
    const known = [...parts.train.rows.keys()].filter((row) => !Number.isNaN(plain!.outOfFold[2 * row]!))
    expect(known.length).toBeLessThan(parts.train.rows.length)
    expect(known[0]).toBeGreaterThan(0)
    const { proba, y } = knownOutOfFold(plain!.outOfFold, data.y, parts.train)
    expect([proba.length, proba.includes(Number.NaN)]).toEqual([2 * known.length, false])
    expect(y.codes).toEqual(
      split(
        'train',
        known.map((row) => parts.train.rows[row]!),
      ).of(data.y).codes,
    )
  })
})
