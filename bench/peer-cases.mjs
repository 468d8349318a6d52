// The cases of imbalanced-learn's own test files, run here: same data, same options, `numpyRandom` of the same seed.
//
//   npm run build && node bench/peer-cases.mjs [--check]
//
// peer-cases.py runs the peer's tests as installed and hands over what each test that passed put in and got out; nothing
// of it is kept. A case that cannot be written here is named with the reason. --check makes a difference exit with 1.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { labels, matrix, numpyRandom } from '../dist/core/index.js'
import { samplers } from '../dist/sampling/index.js'
import { bench, peersPython } from './processes.mjs'

const names = {
  SMOTE: 'smote',
  SMOTENC: 'smotenc',
  SMOTEN: 'smoten',
  ADASYN: 'adasyn',
  KMeansSMOTE: 'kMeansSmote',
  SVMSMOTE: 'svmSmote',
  BorderlineSMOTE: 'borderlineSmote',
  AllKNN: 'allKnn',
  SMOTEENN: 'smoteEnn',
  SMOTETomek: 'smoteTomek',
}

const lines = execFileSync(peersPython(), [join(bench, 'peer-cases.py')], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
  stdio: ['ignore', 'pipe', 'ignore'],
})
const tally = new Map()
for (const line of lines.trim().split('\n')) {
  const one = JSON.parse(line)
  const outcome = await judge(one)
  const row = tally.get(one.sampler) ?? { equal: 0, other: new Map() }
  tally.set(one.sampler, row)
  if (outcome === 'equal') row.equal++
  else row.other.set(outcome, [...(row.other.get(outcome) ?? []), one.test])
  if (outcome.startsWith('DIFFERS') && process.argv.includes('--check')) process.exitCode = 1
}
for (const [sampler, { equal, other }] of [...tally].sort()) {
  console.log(`${sampler}: ${equal} equal`)
  for (const [why, tests] of other) console.log(`  ${tests.length} × ${why}: ${[...new Set(tests)].join(', ')}`)
}

async function judge({ sampler, options, X, y, X_out, y_out, skipped }) {
  if (skipped) return `not taken: ${skipped}`
  const name = names[sampler] ?? sampler[0].toLowerCase() + sampler.slice(1)
  const make = samplers[name]
  if (make === undefined) return `there is no ${name}`
  const seeded = 'seed' in make.optionsSchema.shape
  if (seeded && options.random_state === null) return 'not taken: the test draws without a seed'
  const table = numbered(X, options.categorical_features)
  if (typeof table === 'string') return table
  try {
    const unit = make({
      ...translated(sampler, options),
      ...(seeded ? { random: numpyRandom(options.random_state) } : {}),
    })
    const result = await unit.fitResample(table.X, labels(y))
    const expected = table.coded(X_out)
    const found = result.y.codes.length
    if (found !== y_out.length) return `DIFFERS: ${found} rows, not ${y_out.length}`
    if (y_out.some((value, row) => result.y.classes[result.y.codes[row]] !== value)) return 'DIFFERS in its labels'
    let worst = 0
    for (const [cell, value] of expected.entries()) {
      const own = result.X.data[cell]
      if (!(Number.isNaN(own) && Number.isNaN(value)))
        worst = Math.max(worst, Math.abs(own - value) / Math.max(1, Math.abs(value)))
    }
    return worst < 1e-6 ? 'equal' : `DIFFERS by ${worst.toExponential(0)}`
  } catch (error) {
    return `refused here: ${error.message}`
  }
}

/** snake_case to camelCase; what says nothing here is left out. */
function translated(sampler, options) {
  const written = {}
  for (const [key, value] of Object.entries(options)) {
    if (['random_state', 'n_jobs', 'categorical_features', 'categorical_encoder'].includes(key) || value === null)
      continue
    const name = key.replace(/_([a-zA-Z])/g, (_, letter) => letter.toUpperCase())
    written[name] = value?.options
      ? samplers.editedNearestNeighbours(translated('EditedNearestNeighbours', value.options))
      : value?.neighbors === undefined
        ? value
        : value.neighbors - (sampler === 'NearMiss' || key.startsWith('n_neighbors_ver') ? 0 : 1)
  }
  return written
}

/** Rows as a matrix: columns of texts, and those said to be categories, as codes. */
function numbered(rows, categorical) {
  const width = rows[0]?.length
  if (width === undefined) return 'not taken: one value a row'
  if (categorical === 'auto' || categorical?.some?.((one) => typeof one === 'string'))
    return 'not taken: columns by name'
  const mask = Array.from({ length: width }, (_, column) =>
    typeof categorical?.[0] === 'boolean' ? categorical[column] : Boolean(categorical?.includes(column)),
  )
  const columns = mask.map((coded, column) => {
    const texts = rows.some((row) => typeof row[column] === 'string')
    if (!coded && !texts) return { name: `x${column}`, kind: 'number' }
    const levels = [...new Set(rows.map((row) => row[column]))]
    const categories = (texts ? levels.sort() : levels.sort((a, b) => a - b)).map(String)
    return { name: `x${column}`, kind: 'category', categories }
  })
  function coded(table) {
    return Float64Array.from(
      table.flatMap((row) =>
        row.map((value, column) => {
          const { categories } = columns[column]
          return categories ? categories.indexOf(String(value)) : (value ?? Number.NaN)
        }),
      ),
    )
  }
  return { X: matrix(coded(rows), columns), coded }
}
