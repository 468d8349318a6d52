// What the benchmarks that compare with Python share: where things are, and what a whole process costs.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const bench = fileURLToPath(new URL('.', import.meta.url))

/** The file of a data set, or a sentence and exit code 2 where it is absent. */
export function dataFile(name) {
  const folder = process.env.EVENKEEL_DATA ?? resolve(bench, '../../shared/data')
  const file = join(folder, name)
  if (existsSync(file)) return file
  console.error(`${file} is absent. Set EVENKEEL_DATA to the folder that holds ${name}.`)
  process.exit(2)
}

/** The interpreter with the peers: PYTHON, or the one that peers.sh makes. */
export function peersPython() {
  return process.env.PYTHON ?? execFileSync('bash', [join(bench, 'peers.sh')], { encoding: 'utf8' }).trim()
}

/**
 * Runs a process to its end: what it printed, seconds, and the peak of the memory of it and its children in MiB. One
 * that takes longer than `cap` seconds is killed and gives `undefined` for what it printed.
 */
export function measure(command, args, cap = Number.POSITIVE_INFINITY) {
  return new Promise((done, fail) => {
    const start = performance.now()
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let printed = ''
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, memoryOf(child.pid))
    }, 50)
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text
    })
    const killer = Number.isFinite(cap) ? setTimeout(() => child.kill('SIGKILL'), cap * 1e3) : undefined
    child.on('error', fail)
    child.on('close', (code, signal) => {
      clearInterval(watch)
      clearTimeout(killer)
      const wall = (performance.now() - start) / 1e3
      if (signal === 'SIGKILL' && wall >= cap) done({ printed: undefined, wall, memory: peak / 1024 })
      else if (code === 0) done({ printed, wall, memory: peak / 1024 })
      else fail(new Error(`${command} ${args.join(' ')} ended with ${code}.`))
    })
  })
}

/**
 * KiB that a process and all below it hold now: the memory of each, with mapped files (which they share) counted once;
 * at least the highest peak of any one of them, which the kernel keeps. NaN where there is no /proc.
 */
function memoryOf(root) {
  if (!existsSync('/proc/self/status')) return Number.NaN
  const childrenOf = new Map()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = /\) \S (\d+)/.exec(readQuietly(`/proc/${pid}/stat`))?.[1]
    if (parent !== undefined) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), pid])
  }
  let own = 0
  let mapped = 0
  let highest = 0
  const open = [String(root)]
  while (open.length > 0) {
    const pid = open.pop()
    const status = readQuietly(`/proc/${pid}/status`)
    const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    own += field('RssAnon')
    mapped = Math.max(mapped, field('RssFile') + field('RssShmem'))
    highest = Math.max(highest, field('VmHWM'))
    open.push(...(childrenOf.get(pid) ?? []))
  }
  return Math.max(own + mapped, highest)
}

/** A process may be gone by the time that it is looked at. */
function readQuietly(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** One line on what the figures below were made with. */
export function describeSetting(python) {
  const script =
    'import sys, sklearn, imblearn, numpy; print(f"Python {sys.version.split()[0]}, scikit-learn {sklearn.__version__}, ' +
    'imbalanced-learn {imblearn.__version__}, numpy {numpy.__version__}")'
  const peers = execFileSync(python, ['-c', script], { encoding: 'utf8' }).trim()
  return `Node ${process.versions.node}; ${peers}; ${cpus().length} × ${cpus()[0]?.model.trim()}`
}
