import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll } from 'vitest'
import { random } from '../../src/core/index.ts'
import {
  audit,
  type Finding,
  loadDataSet,
  type Run,
  type RunOptions,
  recipeOptions,
  run,
} from '../../src/recipes/index.ts'
import { openTable } from '../../src/tables/index.ts'

export type Cell = string | number | boolean | null
export type Rows = readonly Readonly<Record<string, Cell>>[]

/** A folder for one test file, removed after it together with the tables that were opened. */
export function workFolder() {
  const path = mkdtempSync(join(tmpdir(), 'recipes-test-'))
  const opened: { close(): Promise<void> }[] = []
  let serial = 0
  afterAll(async () => {
    for (const one of opened) await one.close()
    rmSync(path, { recursive: true, force: true })
  })
  const file = (rows: Rows, name = `table-${serial++}.csv`): string => {
    const full = join(path, name)
    writeFileSync(full, csv(rows))
    return full
  }
  return {
    path,
    file,
    /** Runs the whole job on some rows. */
    run: async (rows: Rows, options: RunOptions): Promise<Run> => {
      const result = await run(file(rows), options)
      opened.push(result)
      return result
    },
    /** What the audit finds in some rows. */
    audit: async (rows: Rows, options: Omit<RunOptions, 'read'>): Promise<Finding[]> => {
      const table = await openTable(file(rows))
      opened.push(table)
      const parsed = recipeOptions.parse(options)
      return await audit({ table, data: await loadDataSet(table, parsed), options: parsed })
    },
    keep: <T extends { close(): Promise<void> }>(one: T): T => {
      opened.push(one)
      return one
    },
  }
}

export function csv(rows: Rows): string {
  const names = Object.keys(rows[0]!)
  const cell = (value: Cell | undefined): string => {
    const text = value === null || value === undefined ? '' : String(value)
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `${[names.join(','), ...rows.map((row) => names.map((name) => cell(row[name])).join(','))].join('\n')}\n`
}

/** The rows of a written CSV, as texts. No cell of these tests holds a comma. */
export function readCsv(path: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
  const names = head!.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, index) => [name, cells[index]!]))
  })
}

/**
 * A rare class that two columns foretell, not perfectly: `amount` (thousandths) and `age` (an integer), beside a
 * category, a column with holes and one without meaning.
 */
export function fraudRows(count: number, share = 0.12, seed = 1): Record<string, Cell>[] {
  const stream = random(seed)
  const [u, a, b, c, d, e] = [
    stream.fork('u').uniform(count),
    ...['a', 'b', 'c', 'd', 'e'].map((name) => stream.fork(name).randn(count)),
  ]
  return Array.from({ length: count }, (_, row) => {
    const fraud = u![row]! < share
    return {
      amount: Math.round((50 + 20 * a![row]! + (fraud ? 30 : 0)) * 1000) / 1000,
      age: Math.round(40 + 10 * b![row]! - (fraud ? 8 : 0)),
      kind: c![row]! + (fraud ? 0.5 : 0) > 0.3 ? 'web' : c![row]! > -0.8 ? 'shop' : 'phone',
      noise: Math.round(d![row]! * 1000) / 1000,
      holes: e![row]! > 0.9 ? null : Math.round((e![row]! + (fraud ? 0.7 : 0)) * 100) / 100,
      label: fraud ? 'fraud' : 'fine',
    }
  })
}

/** Only the columns of numbers of `fraudRows`. */
export function numberRows(count: number, share = 0.12, seed = 1): Record<string, Cell>[] {
  return fraudRows(count, share, seed).map(({ amount, age, noise, label }) => ({
    amount: amount!,
    age: age!,
    noise: noise!,
    label: label!,
  }))
}

/** Three classes of unequal size that overlap. */
export function threeRows(count: number, seed = 2): Record<string, Cell>[] {
  const stream = random(seed)
  const [u, a, b] = [stream.fork('u').uniform(count), stream.fork('a').randn(count), stream.fork('b').randn(count)]
  return Array.from({ length: count }, (_, row) => {
    const code = u[row]! < 0.65 ? 0 : u[row]! < 0.88 ? 1 : 2
    return {
      x: Math.round((a[row]! + 2 * code) * 1000) / 1000,
      z: Math.round((b[row]! - (code === 1 ? 1.5 : 0)) * 1000) / 1000,
      grade: ['common', 'middle', 'rare'][code]!,
    }
  })
}

const spamWords = ['prize', 'winner', 'cash', 'claim', 'free', 'urgent']
const plainWords = ['meeting', 'lunch', 'tomorrow', 'home', 'thanks', 'later', 'report', 'train', 'coffee', 'weekend']

/** Short messages, some of them spam; words of spam also occur elsewhere. */
export function textRows(count: number, share = 0.2, seed = 3): Record<string, Cell>[] {
  const stream = random(seed)
  const u = stream.fork('u').uniform(count)
  const words = stream.fork('w').uniform(count * 8)
  return Array.from({ length: count }, (_, row) => {
    const spam = u[row]! < share
    const text = Array.from({ length: 7 }, (_, at) => {
      const draw = words[row * 8 + at]!
      const list = draw < (spam ? 0.4 : 0.08) ? spamWords : plainWords
      return list[Math.floor(draw * 9973) % list.length]!
    })
    return { message: `${text.join(' ')} number ${row % 7}x${row}`, label: spam ? 'spam' : 'ham' }
  })
}

/** The figures that say how a small run is to be done fast. */
export const quick = { folds: 3, repeats: 1, format: 'csv' } as const

export const realData = process.env['EVENKEEL_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data')
export const hasRealData = existsSync(join(realData, 'sms-spam.tsv'))
