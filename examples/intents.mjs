// Thirty intents of a dialogue system, five of them cut below 1 % of the training texts: class weights and label
// smoothing, compared by macro-F1 in a cross-validation inside train, judged once on test, intent by intent.
//
//   node examples/intents.mjs [--json]
import { readFileSync } from 'node:fs'
import { labels, random, split } from 'evenkeel/core'
import { classReport, confusionMatrix, crossValidationFolds } from 'evenkeel/evaluation'
import { tfidfVectorizer } from 'evenkeel/features'
import { linearClassifier, logisticRegression } from 'evenkeel/models'
import { dataFile } from './messages.mjs'

const { train, test, rare } = readIntents()
const y = labels(train.map(({ intent }) => intent))
const { codes } = labels([...test.map(({ intent }) => intent), ...y.classes]) // the same classes on both sides
const testY = { codes: codes.slice(0, test.length), classes: y.classes, part: undefined }

const C = 10
const candidates = {
  plain: () => logisticRegression({ C }),
  'class weights': () => logisticRegression({ C, classWeight: 'balanced' }),
  'label smoothing': () => linearClassifier({ C, loss: { name: 'labelSmoothing', options: {} } }),
  'class weights + label smoothing': () =>
    linearClassifier({ C, classWeight: 'balanced', loss: { name: 'labelSmoothing', options: {} } }),
}

// The criterion: mean macro-F1 over five folds of the training texts.
const scores = Object.fromEntries(Object.keys(candidates).map((name) => [name, 0]))
const folds = crossValidationFolds({ rowCount: train.length, y }, { folds: 5, seed: 1 })
for (const fold of folds) {
  const inside = await prepare(train, fold.train)
  for (const [name, make] of Object.entries(candidates)) {
    const model = await make().fit(inside.X, fold.train.of(y))
    const held = fold.validation.of(y)
    scores[name] += macroF1(held, model.predictProba(inside.vectors(fold.validation.of(train)))) / folds.length
  }
}
const winner = Object.keys(scores).reduce((best, name) => (scores[name] > scores[best] ? name : best))

// Judged once.
const whole = await prepare(train, split('train', Array.from(train.keys())))
const judged = {}
for (const name of new Set(['plain', winner])) {
  const model = await candidates[name]().fit(whole.X, { ...y, part: 'train' })
  judged[name] = report(testY, model.predictProba(whole.vectors(test)))
}

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ scores, winner, macroF1: judged[winner].macro.f1, plain: judged.plain.macro.f1, rare }))
} else {
  console.log(`${train.length} texts to learn from, ${y.classes.length} intents; rare: ${rare.join(', ')}\n`)
  for (const [name, score] of Object.entries(scores)) {
    console.log(
      `${name.padEnd(32)} macro-F1 ${score.toFixed(4)} in cross-validation${name === winner ? '  ← the winner' : ''}`,
    )
  }
  console.log(`\non test: macro-F1 ${judged[winner].macro.f1.toFixed(4)}, plain ${judged.plain.macro.f1.toFixed(4)}\n`)
  console.log(`${'intent'.padEnd(24)} learned from  tested  precision  recall     F1`)
  for (const { name, precision, recall, f1, support } of judged[winner].perClass) {
    const rows = train.filter(({ intent }) => intent === name).length
    const figures = [precision, recall, f1].map((value) => value.toFixed(3).padStart(8)).join(' ')
    console.log(
      `${name.padEnd(24)} ${String(rows).padStart(12)} ${String(support).padStart(7)} ${figures}${rare.includes(name) ? '  rare' : ''}`,
    )
  }
}

/** TF-IDF of words and pairs of words, learned from the rows of one part. */
async function prepare(all, part) {
  const vectorizer = tfidfVectorizer({ ngramRange: [1, 2], sublinearTf: true })
  const { fitted, output } = await vectorizer.fitTransform(part.of(all).map(({ text }) => text))
  return { X: { ...output, part: 'train' }, vectors: (rows) => fitted.transform(rows.map(({ text }) => text)) }
}

function report(truth, proba) {
  const width = truth.classes.length
  const codes = Int32Array.from(truth.codes, (_, row) => {
    const own = proba.subarray(row * width, (row + 1) * width)
    return own.indexOf(Math.max(...own))
  })
  return classReport(confusionMatrix(truth, { ...truth, codes }))
}

function macroF1(truth, proba) {
  return report(truth, proba).macro.f1
}

/** The first thirty intents in the order of their names, every sixth cut to eight texts; or made ones. */
function readIntents() {
  const file = dataFile('clinc150-imbalanced.json')
  const data = file ? JSON.parse(readFileSync(file, 'utf8')) : madeIntents()
  const names = [...new Set(data.train.map(([, intent]) => intent))].sort().slice(0, 30)
  const rare = names.filter((_, at) => at % 6 === 3)
  const seen = new Map()
  const train = []
  for (const [text, intent] of data.train) {
    if (!names.includes(intent)) continue
    seen.set(intent, (seen.get(intent) ?? 0) + 1)
    if (!rare.includes(intent) || seen.get(intent) <= 8) train.push({ text, intent })
  }
  const test = data.test.filter(([, intent]) => names.includes(intent)).map(([text, intent]) => ({ text, intent }))
  return { train, test, rare }
}

/** Thirty intents of five words each, in sentences of words that all share. */
function madeIntents() {
  const draw = random('intents')
  const words = draw.fork('words').uniform(30 * 100 * 10)
  const sentence = (intent, row) =>
    Array.from({ length: 9 }, (_, at) => {
      const value = words[(intent * 100 + row) * 10 + at]
      return value < 0.2 ? `word${intent}x${Math.floor(value * 25)}` : `common${Math.floor(value * 60)}`
    }).join(' ')
  const rows = (from, to) =>
    Array.from({ length: 30 }, (_, intent) =>
      Array.from({ length: to - from }, (_, row) => [
        sentence(intent, from + row),
        `intent ${String(intent).padStart(2, '0')}`,
      ]),
    ).flat()
  return { train: rows(0, 70), test: rows(70, 100) }
}
