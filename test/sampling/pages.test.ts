import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type SamplerFactory, samplers } from '../../src/sampling/index.ts'
import { otherFamilies, otherPage, paragraphsOf, samplerIndex, samplerPage } from './sampler-page.ts'

/** `EVENKEEL_GALLERY=write npx vitest run test/sampling` writes pages and pictures anew. */
const write = process.env['EVENKEEL_GALLERY'] === 'write'
const folder = new URL('../../docs/samplers/', import.meta.url)
const all = Object.entries(samplers) as unknown as [string, SamplerFactory][]
const others = otherFamilies.flatMap((family) =>
  family.samplers.map(([name, { optionsSchema }]) => ({ name, optionsSchema, family })),
)

test.each(all)('the page of %s says what its declaration says', (name, factory) => {
  expect(paragraphsOf(name).join(' '), 'when not to use it').toMatch(/[Dd]o not use|[Nn]ot for|nor where/)
  check(`${name}.md`, samplerPage(name, factory))
})

test.each(others)('the page of $name says what its declaration says', ({ name, optionsSchema, family }) => {
  expect(paragraphsOf(name).join(' '), 'when not to use it').toMatch(/[Dd]o not use|Not (where|for)/)
  check(`${name}.md`, otherPage(name, optionsSchema, family))
})

test('one page shows all samplers, and there is no other', () => {
  const names = [...all.map(([name]) => name), ...others.map(({ name }) => name)]
  check('README.md', samplerIndex(all))
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
