import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** Which rooms a room may enter. You may walk down the stairs, never up. */
const learning = ['core', 'kernels', 'losses', 'evaluation', 'features', 'models']
const methods = [...learning, 'duplicates', 'sampling', 'ensembles', 'drift']
const doors: Readonly<Record<string, readonly string[]>> = {
  core: [],
  kernels: ['core'],
  losses: ['core', 'kernels'],
  evaluation: ['core', 'kernels'],
  features: ['core', 'kernels'],
  models: ['core', 'kernels', 'losses', 'evaluation'],
  duplicates: ['core', 'kernels'],
  sampling: ['core', 'kernels', 'features', 'models', 'evaluation'],
  ensembles: ['core', 'kernels', 'losses', 'models', 'evaluation', 'sampling'],
  drift: ['core', 'kernels', 'features', 'models', 'evaluation'],
  tables: ['core'],
  recipes: [...methods, 'tables'],
  report: ['core', 'evaluation', 'recipes'],
  cli: [...methods, 'tables', 'recipes', 'report'],
  'index.ts': [...methods, 'tables', 'recipes', 'report'],
}

interface Import {
  readonly file: string
  readonly room: string
  readonly to: string
}

function roomOf(path: string): string {
  return relative(src, path).split('/')[0]!
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.includes('/assembly/'))
  .map((name) => join(src, name))
/** Read with the TypeScript scanner: type imports, re-exports and dynamic imports count as well. */
const imports: Import[] = files.flatMap((file) =>
  ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => ({ file, room: roomOf(file), to: fileName })),
)
const inside = imports
  .filter(({ to }) => to.startsWith('.'))
  .map((one) => ({ ...one, path: resolve(dirname(one.file), one.to) }))
const shown = ({ file, to }: Import): string => `${relative(src, file)} → ${to}`

describe('doors', () => {
  it('sees every room', () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(Object.keys(doors).sort())
    expect(inside.length).toBeGreaterThan(100)
  })

  it('are only those that are drawn', () => {
    const wrong = inside.filter(({ room, path }) => roomOf(path) !== room && !doors[room]!.includes(roomOf(path)))
    expect(wrong.map(shown)).toEqual([])
  })

  it('are entered by the front: a room is imported through its index', () => {
    const wrong = inside.filter(({ room, path }) => roomOf(path) !== room && !path.endsWith(`${roomOf(path)}/index.ts`))
    expect(wrong.map(shown)).toEqual([])
  })

  it('let each third-party package in at one file', () => {
    const users = new Map<string, Set<string>>()
    for (const { file, to } of imports) {
      if (/^(\.|#|node:)/.test(to)) continue
      const name = to
        .split('/')
        .slice(0, to.startsWith('@') ? 2 : 1)
        .join('/')
      users.set(name, (users.get(name) ?? new Set()).add(relative(src, file)))
    }
    expect([...users.keys()].sort()).toEqual(['@duckdb/node-api', '@observablehq/plot', 'linkedom', 'zod'])
    expect([...users].filter(([, by]) => by.size > 1)).toEqual([])
  })

  it('keep Node out of what runs in a browser', () => {
    const browser = methods.flatMap((room) => imports.filter((one) => one.room === room && one.to.startsWith('node:')))
    expect(browser.filter(({ file }) => !file.endsWith('kernels/threads-node.ts')).map(shown)).toEqual([])
  })
})

describe('files', () => {
  const lengths = files
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length }))
    .filter(({ file }) => !file.includes('/generated/'))

  it('are short: under 400 lines, half of them under 100', () => {
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([])
    expect(lengths.map(({ lines }) => lines).sort((a, b) => a - b)[lengths.length >> 1]).toBeLessThan(100)
  })

  it('form no circle', () => {
    expect(circlesOf(inside.map(({ file, path }) => [relative(src, file), relative(src, path)]))).toEqual([])
  })

  it('nor do the folders of a room, also by way of files at its root', () => {
    // The front of a room knows all of it.
    const within = inside.filter(({ file, room, path }) => room === roomOf(path) && !file.endsWith(`${room}/index.ts`))
    const next = nextOf(within.map(({ file, path }) => [placeOf(file), placeOf(path)]))
    const reach = new Map([...next.keys()].map((place) => [place, reachedFrom(place, next)]))
    const folders = [...next.keys()].filter((place) => !place.endsWith('.ts'))
    const both = folders.flatMap((one) =>
      folders
        .filter((other) => one < other && reach.get(one)!.has(other) && reach.get(other)!.has(one))
        .map((other) => `${one} ↔ ${other}`),
    )
    expect(both).toEqual([])
  })
})

/** The room and the folder in it that a file lies in; the file itself where it lies at the root of its room. */
function placeOf(path: string): string {
  return relative(src, path).split('/').slice(0, 2).join('/')
}

function circlesOf(steps: readonly (readonly [from: string, to: string])[]): string[] {
  const next = nextOf(steps)
  const done = new Set<string>()
  const circles: string[] = []
  function walk(place: string, trail: readonly string[]): void {
    if (trail.includes(place)) circles.push([...trail.slice(trail.indexOf(place)), place].join(' → '))
    if (done.has(place) || trail.includes(place)) return
    for (const other of next.get(place) ?? []) walk(other, [...trail, place])
    done.add(place)
  }
  for (const place of next.keys()) walk(place, [])
  return circles
}

function nextOf(steps: readonly (readonly [from: string, to: string])[]): Map<string, Set<string>> {
  const next = new Map<string, Set<string>>()
  for (const [from, to] of steps) next.set(from, (next.get(from) ?? new Set()).add(to))
  return next
}

function reachedFrom(start: string, next: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>()
  const open = [start]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    for (const other of next.get(place) ?? []) {
      if (!seen.has(other)) open.push(other)
      seen.add(other)
    }
  }
  return seen
}
