// From how many labeled rare rows on is a classifier better than a detector of anomalies? Average precision on half of
// mammography.csv, learned from the other half with only so many of its rare rows left; mean over seeds.
//
//   npm run build && node bench/anomaly.mjs [--rare 3,10,30,100] [--seeds 4]
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { labelsFromCodes, matrix, random, takeLabels, takeRows } from '../dist/core/index.js'
import { averagePrecision } from '../dist/evaluation/index.js'
import { anomalyClassifier, logisticRegression, randomForest } from '../dist/models/index.js'
import { dataFile } from './processes.mjs'

const { values: options } = parseArgs({
  options: { rare: { type: 'string', default: '3,10,30,100' }, seeds: { type: 'string', default: '4' } },
})
const lines = readFileSync(dataFile('mammography.csv'), 'utf8').trim().split('\n').slice(1)
const cells = lines.map((line) => line.split(','))
const width = cells[0].length - 1
const X = matrix(Float64Array.from(cells.flatMap((row) => row.slice(0, width).map(Number))), width)
const codes = Int32Array.from(cells, (row) => (/^'?1'?$/.test(row[width].trim()) ? 1 : 0))
const y = labelsFromCodes(codes, ['usual', 'rare'])
const learners = {
  'isolation forest': anomalyClassifier(),
  'one-class SVM': anomalyClassifier({ detector: { name: 'oneClassSvm', options: { nu: 0.05 } } }),
  'logistic regression, balanced': logisticRegression({ classWeight: 'balanced' }),
  'random forest': randomForest(),
}
console.log(`| rare rows | ${Object.keys(learners).join(' | ')} |`)
console.log(`|--:|${'--:|'.repeat(Object.keys(learners).length)}`)
for (const rare of options.rare.split(',').map(Number)) {
  const means = []
  for (const learner of Object.values(learners)) {
    let sum = 0
    for (let seed = 0; seed < Number(options.seeds); seed++) sum += await precisionOf(learner, rare, seed)
    means.push((sum / Number(options.seeds)).toFixed(3))
  }
  console.log(`| ${[rare, ...means].join(' | ')} |`)
}

async function precisionOf(learner, rare, seed) {
  const order = random(seed).permutation(lines.length)
  const test = order.subarray(0, lines.length >> 1)
  let left = rare
  const train = order.subarray(lines.length >> 1).filter((row) => codes[row] === 0 || left-- > 0)
  const model = await learner.fit(takeRows(X, train), takeLabels(y, train))
  const p = model.predictProba(takeRows(X, test)).filter((_, at) => at % 2 === 1)
  return averagePrecision(takeLabels(y, test).codes, p)
}
