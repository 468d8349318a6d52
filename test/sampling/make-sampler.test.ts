import { expect, test } from 'vitest'
import { OptionError } from '../../src/core/index.ts'
import { makeSampler, smote } from '../../src/sampling/index.ts'
import { sampleData } from './sample-data.ts'

test('makes from plain data the sampler that its factory makes', async () => {
  const { X, y } = sampleData('numbers', { common: 40, rare: 10 })
  const made = makeSampler({ name: 'smote', options: { kNeighbors: 3, seed: 4 } })
  expect(made.reads).toBe('numbers')
  expect(made.options).toEqual(smote({ kNeighbors: 3, seed: 4 }).options)
  expect(await made.fitResample(X, y)).toEqual(await smote({ kNeighbors: 3, seed: 4 }).fitResample(X, y))
})

test('refuses what is not in the registry', () => {
  expect(() => makeSampler({ name: 'smotte' })).toThrow(new OptionError('no sampler "smotte"; did you mean smote?'))
  expect(() => makeSampler({ name: 'toString' })).toThrow(OptionError)
  for (const given of [undefined, null, 'smote', { nam: 'smote' }]) {
    expect(() => makeSampler(given as never)).toThrow(/^a sampler is asked for by its name, as \{ name: "smote"/)
  }
})
