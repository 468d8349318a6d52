import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach } from 'vitest'
import { openTable, type ReadOptions, type Table } from '../../src/tables/index.ts'

/** A folder for one test file, removed after it. */
export function testFolder() {
  const path = mkdtempSync(join(tmpdir(), 'tables-test-'))
  // Temporary files go to a folder of this test's own, so that none of them can be overlooked.
  process.env['TMPDIR'] = mkdtempSync(join(path, 'tmp-'))
  const opened: Table[] = []
  const closeAll = async () => {
    for (const table of opened.splice(0)) await table.close()
  }
  afterEach(closeAll)
  afterAll(() => {
    rmSync(path, { recursive: true, force: true })
  })
  return {
    path,
    file: (name: string, content: string | Uint8Array = '') => {
      const full = join(path, name)
      if (content.length > 0) writeFileSync(full, content)
      return full
    },
    open: async (name: string, content: string | Uint8Array, options?: ReadOptions) => {
      const full = join(path, name)
      writeFileSync(full, content)
      const table = await openTable(full, options)
      opened.push(table)
      return table
    },
    files: () => readdirSync(path).filter((name) => !name.startsWith('tmp-')),
  }
}

export const realData = process.env['EVENKEEL_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data')
export const hasRealData = existsSync(join(realData, 'adult.csv'))

export function leftovers(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('evenkeel-'))
}
