// The side of evenkeel in bench/cross-validation.mjs: from a file to the average precision of four candidates.
//
//   node bench/cross-validation-ours.mjs adult FILE | hate-speech FILE
//
// Prints one line of JSON: the mean over five folds for each candidate.
import { oneAgainstRest } from '../dist/core/index.js'
import { averagePrecision, crossValidationFolds } from '../dist/evaluation/index.js'
import { oneHotEncoder, tabularPreparer, tfidfVectorizer } from '../dist/features/index.js'
import { logisticRegression } from '../dist/models/index.js'
import { randomOverSampler, randomUnderSampler, smotenc } from '../dist/sampling/index.js'
import { openTable } from '../dist/tables/index.js'
import { adultColumns } from './adult-columns.mjs'

const [job, file] = process.argv.slice(2)
const { rows, y, prepare, over } = await (job === 'adult' ? openAdult(file) : openHateSpeech(file))

const candidates = [
  { name: 'plain' },
  { name: 'weights', classWeight: 'balanced' },
  { name: 'under', sampler: randomUnderSampler({ seed: 0 }) },
  { name: 'over', sampler: over },
]

const figures = Object.fromEntries(candidates.map(({ name }) => [name, []]))
for (const fold of crossValidationFolds({ rowCount: y.codes.length, y }, { folds: 5 })) {
  const { coded, encode, input } = await prepare(fold.train.of(rows))
  const held = input(fold.validation.of(rows))
  const truth = fold.validation.of(y).codes
  for (const { name, classWeight, sampler } of candidates) {
    const learned = fold.train.of(y)
    const resampled = (await sampler?.fitResample(coded, learned)) ?? { X: coded, y: learned }
    const model = await logisticRegression({ classWeight }).fit(encode(resampled.X), resampled.y)
    const scores = model.predictProba(held).filter((_, at) => at % 2 === 1)
    figures[name].push(averagePrecision(truth, scores))
  }
}
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length
console.log(JSON.stringify(Object.fromEntries(Object.entries(figures).map(([name, each]) => [name, mean(each)]))))

async function openAdult(path) {
  const table = await openTable(path, { header: false, columns: adultColumns })
  const rows = await table.matrix(adultColumns.filter((column) => column !== 'income'))
  const { y } = await table.labels('income')
  await table.close()

  async function prepare(train) {
    const preparer = await tabularPreparer().fit(train)
    const coded = preparer.transform(train)
    const encoder = await oneHotEncoder().fit(coded)
    return { coded, encode: encoder.transform, input: (held) => encoder.transform(preparer.transform(held)) }
  }

  return { rows, y: oneAgainstRest(y, '>50K'), prepare, over: smotenc({ seed: 0 }) }
}

async function openHateSpeech(path) {
  const table = await openTable(path)
  const rows = await table.texts('tweet')
  const { y } = await table.labels('class')
  await table.close()

  async function prepare(train) {
    const vectorizer = await tfidfVectorizer({ ngramRange: [1, 2], minDf: 2, sublinearTf: true }).fit(train)
    const coded = { ...vectorizer.transform(train), part: 'train' }
    return { coded, encode: (X) => X, input: (held) => vectorizer.transform(held) }
  }

  return { rows, y: oneAgainstRest(y, 0), prepare, over: randomOverSampler({ seed: 0 }) }
}
