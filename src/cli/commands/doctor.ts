import { tmpdir } from 'node:os'
import { MissingDependencyError, z } from '../../core/index.ts'
import { kernelBuild } from '../../kernels/index.ts'
import { engines } from '../../tables/index.ts'
import { defineCommand } from '../command.ts'

interface Diagnosis {
  readonly name: string
  readonly ok: boolean
  readonly state: string
  readonly unlocks: string
  readonly remedy: string | null
}

export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'what is installed here and what it unlocks',
  operands: [],
  options: z.strictObject({}),
  json: '{ node, kernels: { build, threads, sharedMemory }, parts: [{ name, ok, state, unlocks, remedy }] }',
  examples: ['evenkeel doctor'],

  async execute({ paint }) {
    const kernels = kernelBuild()
    const parts = [nodePart(), kernelPart(kernels), await duckdbPart()]
    const lines = parts.flatMap(({ name, ok, state, unlocks, remedy }) => [
      `${ok ? paint.green('✓') : paint.yellow('!')} ${paint.bold(name)}: ${state}`,
      paint.dim(`  ${unlocks}`),
      ...(remedy === null ? [] : [`  → ${remedy}`]),
    ])
    return { text: `${lines.join('\n')}\n`, json: { node: process.version, kernels, parts } }
  },
})

function nodePart(): Diagnosis {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
  const ok = major > 20 || (major === 20 && minor >= 19)
  return {
    name: 'Node.js',
    ok,
    state: `${process.version} on ${process.platform} ${process.arch}`,
    unlocks: 'everything that needs no native part',
    remedy: ok ? null : 'evenkeel needs Node.js 20.19 or newer: https://nodejs.org',
  }
}

function kernelPart({ build, threads, sharedMemory }: ReturnType<typeof kernelBuild>): Diagnosis {
  const memory = sharedMemory ? 'shared memory' : 'no shared memory'
  return {
    name: 'kernels',
    ok: build !== 'plain',
    state: `${build === 'plain' ? 'plain TypeScript' : `WebAssembly (${build})`}, ${threads} ${threads === 1 ? 'thread' : 'threads'}, ${memory}`,
    unlocks: 'fast nearest neighbors for SMOTE and Tomek links; the results are the same in every build',
    remedy: build === 'plain' ? 'this engine has no WebAssembly vectors; a newer Node.js has' : null,
  }
}

/** It is asked for its version, since a package that is there may still not load. */
async function duckdbPart(): Promise<Diagnosis> {
  const unlocks = 'reading and writing CSV, TSV, JSON, JSONL and Parquet: run, audit, split, resample and apply'
  try {
    const session = await engines['duckdb']!.open({ threads: 1, spill: tmpdir() })
    try {
      const [row] = await session.rows('SELECT version()')
      return { name: 'DuckDB', ok: true, state: String(row?.[0] ?? 'installed'), unlocks, remedy: null }
    } finally {
      session.close()
    }
  } catch (error) {
    const absent = error instanceof MissingDependencyError
    const state = absent ? 'not installed' : `does not load: ${String((error as Error).message).split('\n')[0]}`
    return { name: 'DuckDB', ok: false, state, unlocks, remedy: 'npm install @duckdb/node-api' }
  }
}
