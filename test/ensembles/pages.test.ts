import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { OptionsSchema } from '../../src/core/index.ts'
import { ensembles } from '../../src/ensembles/index.ts'
import { paragraphsOf } from '../sampling/sampler-page.ts'
import { ensembleIndex, ensemblePage } from './ensemble-page.ts'

/** `EVENKEEL_GALLERY=write npx vitest run test/ensembles` writes pages and pictures anew. */
const write = process.env['EVENKEEL_GALLERY'] === 'write'
const folder = new URL('../../docs/ensembles/', import.meta.url)
const all = Object.entries(ensembles) as unknown as [string, { readonly optionsSchema: OptionsSchema }][]

test.each(all)('the page of %s says what its declaration says', (name, factory) => {
  expect(paragraphsOf(name, 'ensembles').join(' '), 'when not to use it').toMatch(/Not (for|where)/)
  check(`${name}.md`, ensemblePage(name, factory))
})

test('one page shows all ensembles, and there is no other', () => {
  const names = all.map(([name]) => name)
  check('README.md', ensembleIndex(names))
  expect(readdirSync(folder).sort()).toEqual(['README.md', ...names.map((name) => `${name}.md`)].sort())
})

function check(file: string, text: string): void {
  const path = new URL(file, folder)
  if (write) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, text)
  }
  expect(text).toBe(readFileSync(path, 'utf8'))
}
