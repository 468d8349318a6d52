// How long `evenkeel --help` takes beside `node -e 0`: medians of alternating runs, and their ratio, to stay within 3.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const rounds = Number(process.argv[2] ?? 21)
const subjects = { 'node -e 0': ['-e', '0'], 'evenkeel --help': [main, '--help'] }
const times = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]))

for (let round = 0; round < rounds; round++) {
  for (const [name, command] of Object.entries(subjects)) times[name].push(timeOf(command))
}

const [bare, help] = Object.values(times).map(median)
for (const [name, all] of Object.entries(times)) console.log(`${name.padEnd(16)} ${median(all).toFixed(1)} ms`)
console.log(`ratio            ${(help / bare).toFixed(2)}`)
process.exitCode = help / bare <= 3 ? 0 : 1

function timeOf(command) {
  const started = performance.now()
  const { status } = spawnSync(process.execPath, command, { stdio: 'ignore' })
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}`)
  return performance.now() - started
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1]
}
