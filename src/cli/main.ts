#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import type { Outcome } from './command.ts'
import { commands } from './commands.ts'
import { failureOf } from './failure.ts'
import { paintFor } from './paint.ts'
import { programHelp } from './program-help.ts'
import { progressBar } from './progress-bar.ts'

const stop = new AbortController()
const bar = progressBar(process.stderr)
const words = process.argv.slice(2)
const wantsJson = words.includes('--json')
let interruptions = 0

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt)
for (const stream of [process.stdout, process.stderr]) stream.on('error', brokenStream)

try {
  const outcome = await answer(words)
  bar.clear()
  process.stdout.write(wantsJson ? `${JSON.stringify(outcome.json, null, 2)}\n` : outcome.text)
  process.exitCode = outcome.exitCode ?? 0
} catch (error) {
  bar.clear()
  const { name, message, exitCode } = failureOf(error, stop.signal.aborted)
  if (wantsJson) process.stdout.write(`${JSON.stringify({ error: { name, message } }, null, 2)}\n`)
  process.stderr.write(`${paintFor(process.stderr).red(message)}\n`)
  if (process.env['EVENKEEL_DEBUG']) console.error(error)
  process.exitCode = exitCode
}

async function answer([first, ...rest]: readonly string[]): Promise<Outcome> {
  if (first === '--version' || first === '-V') return { text: `${version()}\n`, json: { version: version() } }
  const asked = first === 'help' ? rest[0] : first
  if (asked === undefined || asked === '--help' || asked === '-h') {
    return { text: programHelp(), json: { commands: commands.map(({ name, summary }) => ({ name, summary })) } }
  }
  const listed = commands.find(({ name }) => name === asked)
  if (!listed) return unknownCommand(asked)
  const [command, { callCommand }] = await Promise.all([listed.load(), import('./call-command.ts')])
  return callCommand(command, first === 'help' ? ['--help'] : rest, {
    context: { signal: stop.signal, onProgress: bar.show },
    paint: paintFor(process.stdout),
    width: process.stdout.columns || 80,
  })
}

async function unknownCommand(name: string): Promise<never> {
  const { didYouMean, OptionError } = await import('../core/index.ts')
  const what = name.startsWith('-') ? `unknown option ${name}` : `unknown command "${name}"`
  const near = didYouMean(
    name,
    commands.map((command) => command.name),
  )
  throw new OptionError(`evenkeel: ${what}${near}`)
}

function version(): string {
  const described = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return described.version
}

/**
 * The first signal asks the work to stop and clean up; who insists (launchers may send two) is let go at the third. It
 * listens to the end: a signal that comes when all is written must not make a failure of it.
 */
function interrupt(): void {
  stop.abort()
  if (++interruptions >= 3) process.exit(130)
}

/** A reader that has seen enough is no failure; a full disk behind standard output is one. */
function brokenStream(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return
  process.exitCode = 1
  if (process.stderr.writable) process.stderr.write(`standard output cannot be written (${error.code}).\n`)
}
