import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'evenkeel-package-'))
let tarball = ''

function command(cwd: string, name: string, ...given: string[]): string {
  return execFileSync(name, given, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** An empty project with the packed package installed. */
function project(name: string, ...flags: string[]): string {
  const path = join(folder, name)
  mkdirSync(path)
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }))
  command(path, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', ...flags, tarball)
  return path
}

const program = `
import { matrixFromRows, labels, smote } from 'evenkeel'
import { nearestNeighbors } from 'evenkeel/kernels'
import { averagePrecision } from 'evenkeel/evaluation'
const rows = Array.from({ length: 60 }, (_, i) => [i % 7, (i * i) % 11])
const X = matrixFromRows(rows)
const y = labels(rows.map((_, i) => (i % 6 === 0 ? 'rare' : 'usual')))
const result = await smote({ kNeighbors: 3, seed: 1 }).fitResample(X, y)
const near = await nearestNeighbors({ data: X.data, rowCount: X.rowCount, columnCount: 2 }, 2)
console.log(result.X.rowCount, near.indices.length, averagePrecision([1, 0, 1], Float64Array.of(0.9, 0.1, 0.8)))
`

beforeAll(() => {
  const [packed] = JSON.parse(command(root, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder))
  tarball = join(folder, packed.filename)
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the packed package', () => {
  it('passes publint and attw', () => {
    expect(command(root, 'npx', 'publint', tarball, '--strict')).toMatch(/All good/)
    command(
      root,
      'npx',
      'attw',
      tarball,
      '--profile',
      'esm-only',
      '--exclude-entrypoints',
      './package.json',
      './schemas/*',
    )
  }, 240_000)

  it('holds the built rooms, the schemas and no sources', () => {
    const names = command(folder, 'tar', 'tzf', tarball).split('\n')
    expect(names).toContain('package/dist/index.js')
    expect(names).toContain('package/schemas/recipe.schema.json')
    expect(names.filter((name) => /package\/(src|test|bench)\//.test(name))).toEqual([])
  })

  it('installs, type-checks and runs in an empty project', () => {
    const path = project('whole')
    expect(readdirSync(join(path, 'node_modules/@duckdb'))).toContain('node-api')
    writeFileSync(
      join(path, 'use.ts'),
      program.replace('console.log', 'export const shown: (number | string)[] = []; shown.push'),
    )
    const flags = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--module', 'nodenext', '--target', 'es2023']
    command(path, 'node', join(root, 'node_modules/typescript/bin/tsc'), ...flags, 'use.ts')
    writeFileSync(join(path, 'use.mjs'), program)
    expect(command(path, 'node', 'use.mjs')).toBe('100 120 1\n')
    expect(command(path, 'npx', 'evenkeel', '--version').trim()).toBe(
      JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
    )
  }, 300_000)

  it('works without optional dependencies, and says what is missing where one is needed', () => {
    const path = project('small', '--omit=optional')
    writeFileSync(join(path, 'use.mjs'), program)
    expect(command(path, 'node', 'use.mjs')).toBe('100 120 1\n')
    writeFileSync(join(path, 'data.csv'), 'a,b\n1,x\n2,y\n')
    writeFileSync(
      join(path, 'open.mjs'),
      "import { openTable } from 'evenkeel'\nawait openTable('data.csv').catch((error) => console.log(error.name, error.message))\n",
    )
    expect(command(path, 'node', 'open.mjs')).toMatch(/^MissingDependencyError .*npm install @duckdb\/node-api/)
  }, 300_000)
})
