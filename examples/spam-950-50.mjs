// 950 messages that are fine, 50 that are spam, in the order in which one learns what that means.
//
//   node examples/spam-950-50.mjs
import { labels, split } from 'evenkeel/core'
import { averagePrecision, classReport, confusionMatrix, splitParts } from 'evenkeel/evaluation'
import { tfidfVectorizer } from 'evenkeel/features'
import { dummyClassifier, logisticRegression } from 'evenkeel/models'
import { adasyn, clusterCentroids, randomOverSampler, randomUnderSampler, smote, tomekLinks } from 'evenkeel/sampling'
import { readMessages } from './messages.mjs'

// 1. The data: 950 and 50, no message twice.
const unique = [...new Map((await readMessages()).map((one) => [one.text.toLowerCase().trim(), one])).values()]
const rows = [...unique.filter((one) => !one.spam).slice(0, 950), ...unique.filter((one) => one.spam).slice(0, 50)]
const y = labels(rows.map(({ spam }) => (spam ? 'spam' : 'fine')))

// 2. Split first. Everything after this sees the train part alone, until the judgment at the end.
const { train, test } = splitParts({ rowCount: rows.length, y }, { train: 0.6, validation: 0.1, test: 0.3, seed: 1 })
const texts = rows.map(({ text }) => text)
const { fitted: words, output } = await tfidfVectorizer({ minDf: 2, sublinearTf: true }).fitTransform(train.of(texts))
const trainX = { ...output, part: 'train' }
const testX = words.transform(test.of(texts))
const [trainY, testY] = [train.of(y), test.of(y)]

// 3. Each way of learning, judged on the same untouched test part.
const report = []
async function judge(name, learner, sampler) {
  const { X, y: balanced } = sampler ? await sampler.fitResample(trainX, trainY) : { X: trainX, y: trainY }
  const model = await learner.fit(X, balanced)
  const proba = model.predictProba(testX)
  const spam = proba.filter((_, cell) => cell % 2 === 1)
  const decided = { ...testY, codes: Int32Array.from(spam, (p) => (p >= 0.5 ? 1 : 0)) }
  const { perClass } = classReport(confusionMatrix(testY, decided))
  const right = decided.codes.filter((code, row) => code === testY.codes[row]).length / testY.codes.length
  const { precision, recall, f1 } = perClass[1]
  report.push({
    name,
    rows: balanced.codes.length,
    accuracy: right,
    precision,
    recall,
    f1,
    averagePrecision: averagePrecision(testY.codes, spam),
  })
}

const plain = logisticRegression({ C: 10 })
await judge('always fine', dummyClassifier())
await judge('plain', plain)
await judge('random under-sampling', plain, randomUnderSampler({ seed: 1 }))
await judge('random over-sampling', plain, randomOverSampler({ seed: 1 }))
await judge('class weights', logisticRegression({ C: 10, classWeight: 'balanced' }))
await judge('SMOTE', plain, smote({ seed: 1 }))
await judge('ADASYN', plain, adasyn({ seed: 1 }))
await judge('cluster centroids', plain, clusterCentroids({ seed: 1 }))
await judge('Tomek links', plain, tomekLinks())

// 4. The mistake: balance first, split afterwards. Copies of one message are then on both sides.
const all = split('train', Array.from(rows.keys()))
const vectors = words.transform(all.of(texts))
const balancedFirst = await randomOverSampler({ seed: 1 }).fitResample({ ...vectors, part: undefined }, y)
const parts = splitParts(
  { rowCount: balancedFirst.y.codes.length, y: balancedFirst.y },
  { train: 0.6, validation: 0.1, test: 0.3, seed: 1 },
)
const leaky = await plain.fit(parts.train.of(balancedFirst.X), parts.train.of(balancedFirst.y))
const claimed = parts.test.of(balancedFirst.y)
const scores = leaky.predictProba(parts.test.of(balancedFirst.X)).filter((_, cell) => cell % 2 === 1)
const claimedF1 = classReport(
  confusionMatrix(claimed, { ...claimed, codes: Int32Array.from(scores, (p) => (p >= 0.5 ? 1 : 0)) }),
).perClass[1].f1

const percent = (value) => `${(100 * value).toFixed(1)} %`.padStart(9)
console.log(`${'way'.padEnd(22)} ${'train rows'.padStart(10)} accuracy precision   recall       F1  avg. prec.`)
for (const one of report) {
  const figures = [one.accuracy, one.precision, one.recall, one.f1, one.averagePrecision].map(percent).join('')
  console.log(`${one.name.padEnd(22)} ${String(one.rows).padStart(10)}${figures}`)
}
console.log(
  `\nAlways saying "fine" is right in ${percent(report[0].accuracy).trim()} of the messages and finds no spam: accuracy hides it.`,
)
console.log(
  `Balanced before the split, the plain model claims F1 ${percent(claimedF1).trim()}; what it claims holds nowhere.`,
)
