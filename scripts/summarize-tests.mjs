// Ends a test run with one line: N passed, N failed.
import { readFileSync } from 'node:fs'

const { testResults } = JSON.parse(readFileSync('.cache/test-results.json', 'utf8'))
const states = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status))
const count = (...wanted) => states.filter((state) => wanted.includes(state)).length
const broken = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
)
const skipped = count('skipped', 'pending', 'todo')
console.log(
  `${count('passed')} passed, ${count('failed') + broken.length} failed${skipped ? `, ${skipped} skipped` : ''}`,
)
