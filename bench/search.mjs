// What a search finds beyond the candidates with a name: test figures of `run` without and with chains drawn at random,
// on the same splits.
//
//   npm run build && node bench/search.mjs [--sets mammography,german-credit,sms-spam] [--seeds 5] [--trials 27]
//
// The interval is Student's, 95 %, of the paired differences over seeds; a seed draws the split, the folds and the
// chains.
import { parseArgs } from 'node:util'
import { studentQuantile } from '../dist/evaluation/index.js'
import { run } from '../dist/recipes/index.js'
import { dataFile } from './processes.mjs'

const sets = {
  mammography: { file: 'mammography.csv', target: 'column7' },
  'german-credit': { file: 'german-credit.csv', target: 'column21' },
  'sms-spam': { file: 'sms-spam.tsv', target: 'column1', text: 'column2' },
  adult: { file: 'adult.csv', target: 'column15', repeats: 1 },
}
const { values: options } = parseArgs({
  options: {
    sets: { type: 'string', default: 'mammography,german-credit,sms-spam' },
    seeds: { type: 'string', default: '5' },
    trials: { type: 'string', default: '27' },
  },
})
console.log('| set | by name | with a search | difference | winners of the search |\n|---|--:|--:|--:|---|')
for (const name of options.sets.split(',')) {
  const { file, ...asked } = sets[name]
  const found = []
  for (let seed = 0; seed < Number(options.seeds); seed++) {
    const plain = await judge(file, { ...asked, seed })
    const searched = await judge(file, { ...asked, seed, trials: Number(options.trials) })
    found.push({ plain, searched })
    console.error(
      `${name} ${seed}: ${plain.value.toFixed(4)} (${plain.winner}), ${searched.value.toFixed(4)} (${searched.winner})`,
    )
  }
  const difference = found.map(({ plain, searched }) => searched.value - plain.value)
  const [a, b, c] = [
    found.map(({ plain }) => plain.value),
    found.map(({ searched }) => searched.value),
    difference,
  ].map(mean)
  const spread = Math.sqrt(difference.reduce((sum, one) => sum + (one - c) ** 2, 0) / (found.length - 1) / found.length)
  const half = spread * studentQuantile(0.975, found.length - 1)
  const range = `${signed(c)} (${signed(c - half)} to ${signed(c + half)})`
  console.log(
    `| ${name} | ${a.toFixed(4)} | ${b.toFixed(4)} | ${range} | ${found.map(({ searched }) => searched.model).join(', ')} |`,
  )
}

async function judge(file, asked) {
  const done = await run(dataFile(file), asked)
  try {
    const { test, comparison, candidates } = done.metrics
    const { chain } = candidates.find(({ chosen }) => chosen)
    return { value: test.figures.averagePrecision.value, winner: comparison.winner, model: chain.model.name }
  } finally {
    await done.close()
  }
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function signed(value) {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`
}
