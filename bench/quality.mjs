// Average precision of the plain candidate against scikit-learn's, on the very same rows and parts.
//
//   npm run build && node bench/quality.mjs [--sets sms-spam,hate-speech,mammography,adult,bird-strikes] [--seeds 5]
//                                          [--group-birds] [--check]
//
// For each seed the rows are parted 80/20 so that exact duplicates (after normalization) never straddle. What evenkeel
// read, and the parts, are handed to scikit-learn in a file, so that only preparation and model differ. The interval of
// the paired differences is Student's over the splits, its variance raised by 1/J + test/train for the rows that
// training sets share (C. Nadeau, Y. Bengio, "Inference for the Generalization Error", 2003), as in the recipes; the
// last column is the narrower one that leaves this out. --check makes a set that is lower beyond noise exit with 1.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { averagePrecision, splitParts, studentQuantile } from '../dist/evaluation/index.js'
import { oneHotEncoder, tabularPreparer, tfidfVectorizer } from '../dist/features/index.js'
import { logisticRegression } from '../dist/models/index.js'
import { loadDataSet, recipeOptions } from '../dist/recipes/index.js'
import { openTable } from '../dist/tables/index.js'
import { adultColumns } from './adult-columns.mjs'
import { bench, dataFile, describeSetting, measure, peersPython } from './processes.mjs'

const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'sms-spam,hate-speech,mammography,adult,bird-strikes' },
    seeds: { type: 'string', default: '5' },
    'group-birds': { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
})

const sets = {
  'sms-spam': {
    path: () => dataFile('sms-spam.tsv'),
    read: { header: false, columns: ['class', 'message'] },
    recipe: { target: 'class', text: 'message', positive: 'spam' },
  },
  'hate-speech': {
    path: () => dataFile('hate-speech.csv'),
    recipe: { target: 'class', text: 'tweet', positive: '0' },
  },
  mammography: {
    path: () => dataFile('mammography.csv'),
    read: { header: false, columns: ['a', 'b', 'c', 'd', 'e', 'f', 'class'] },
    recipe: { target: 'class' },
  },
  adult: {
    path: () => dataFile('adult.csv'),
    read: { header: false, columns: adultColumns },
    recipe: { target: 'income', positive: '>50K' },
  },
  'bird-strikes': {
    path: () => fileURLToPath(new URL('../node_modules/vega-datasets/data/birdstrikes.csv', import.meta.url)),
    recipe: {
      target: 'Effect Amount of damage',
      positive: 'Substantial',
      ignore: ['Cost Other', 'Cost Repair', 'Cost Total $'],
      ...(options['group-birds'] ? { group: 'Airport Name' } : {}),
    },
  },
}

const python = peersPython()
const folder = mkdtempSync(join(tmpdir(), 'evenkeel-quality-'))
try {
  console.log(`${describeSetting(python)}; ${options.seeds} splits`)
  for (const name of options.sets.split(',')) await compare(name)
} finally {
  rmSync(folder, { recursive: true })
}

async function compare(name) {
  const { path, read, recipe } = sets[name]
  const table = await openTable(path(), read)
  const data = await loadDataSet(table, recipeOptions.parse(recipe))
  await table.close()

  const ours = []
  const parts = []
  for (let seed = 0; seed < Number(options.seeds); seed++) {
    const { clusters, groups, y } = data
    const about = { rowCount: y.codes.length, y, clusters, groups }
    const { train, test } = splitParts(about, { train: 0.8, validation: 0, test: 0.2, seed })
    ours.push(await plainCandidate(data, train, test))
    parts.push({ train: Array.from(train.rows), test: Array.from(test.rows) })
  }

  const file = join(folder, `${name}.json`)
  writeFileSync(
    file,
    JSON.stringify({ y: Array.from(data.y.codes), texts: data.texts, columns: columnsOf(data), parts }),
  )
  const { printed } = await measure(python, [join(bench, 'quality-peer.py'), file])
  const peers = JSON.parse(printed)

  const { length: rows } = data.y.codes
  const positive = data.y.codes.reduce((sum, code) => sum + code, 0)
  console.log(`\n${name}: ${rows} rows, ${positive} of ${data.positive}, ${new Set(data.clusters).size} different`)
  console.log(`  evenkeel                      ${spread(ours)}`)
  for (const [peer, theirs] of Object.entries(peers)) report(peer, ours, theirs, parts)
}

/** Prepared and learned as `plain` of `evenkeel run`: see `tableTask` and `textTask` of the recipes. */
async function plainCandidate({ X, texts, y }, train, test) {
  const encode = texts ? await learnTexts(texts, train) : await learnColumns(X, train)
  const model = await logisticRegression({ C: 1 }).fit(encode(train), train.of(y))
  const scores = model.predictProba(encode(test)).filter((_, at) => at % 2 === 1)
  return averagePrecision(test.of(y).codes, scores)
}

async function learnTexts(texts, train) {
  const vectorizer = await tfidfVectorizer({ ngramRange: [1, 2], minDf: 2, sublinearTf: true }).fit(train.of(texts))
  return (rows) => ({ ...vectorizer.transform(rows.of(texts)), part: rows.part })
}

async function learnColumns(X, train) {
  const preparer = await tabularPreparer().fit(train.of(X))
  const encoder = await oneHotEncoder().fit(preparer.transform(train.of(X)))
  return (rows) => encoder.transform(preparer.transform(rows.of(X)))
}

/** The columns as evenkeel read them: numbers, or levels as texts; null where a cell is missing. */
function columnsOf({ X }) {
  return X?.columns.map(({ name, kind, categories }, column) => ({
    name,
    kind,
    values: Array.from({ length: X.rowCount }, (_, row) => {
      const value = X.data[row * X.columns.length + column]
      if (Number.isNaN(value)) return null
      return categories ? categories[value] : value
    }),
  }))
}

function report(peer, ours, theirs, parts) {
  const differences = ours.map((value, split) => value - theirs[split])
  const shared = parts.reduce((sum, { train, test }) => sum + test.length / train.length, 0) / parts.length
  const [low, high] = interval(differences, shared)
  const [narrowLow, narrowHigh] = interval(differences, 0)
  const verdict = high < 0 ? 'LOWER BEYOND NOISE' : low > 0 ? 'higher beyond noise' : 'no different beyond noise'
  console.log(`  ${peer.padEnd(28)}  ${spread(theirs)}`)
  console.log(
    `    difference ${signed(mean(differences))} (${signed(low)} to ${signed(high)}): ${verdict}; ` +
      `without correction ${signed(narrowLow)} to ${signed(narrowHigh)}`,
  )
  if (options.check && high < 0) process.exitCode = 1
}

/** 95 %, the variance of the mean being the variance of the values × (1 / count + shared). */
function interval(values, shared) {
  const half = studentQuantile(0.975, values.length - 1) * deviation(values) * Math.sqrt(1 / values.length + shared)
  return [mean(values) - half, mean(values) + half]
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function deviation(values) {
  const middle = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1))
}

function spread(values) {
  return `${mean(values).toFixed(4)} ± ${deviation(values).toFixed(4)}`
}

function signed(value) {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(5)}`
}
