import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { numpyRandom } from '../../src/core/index.ts'
import { type SamplerName, samplers, svmSmoteWith } from '../../src/sampling/index.ts'
import recorded from '../fixtures/sampling/over.json' with { type: 'json' }
import { congruentialData } from './congruential-data.ts'

function digest(array: Float64Array | Int32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    .digest('hex')
}

const support = recorded.support as Readonly<Record<string, readonly number[]>>

test.each(
  recorded.cases.map((one) => ({ ...one, title: `${one.sampler} ${one.shape} ${JSON.stringify(one.options)}` })),
)('$title, seed $seed: the rows of imbalanced-learn, bit for bit', async (one) => {
  const { X, y } = congruentialData(one.dataSeed, recorded.shapes[one.shape as keyof typeof recorded.shapes])
  const rows = Int32Array.from(support[`${one.shape} ${one.dataSeed}`] ?? [])
  const make = one.sampler === 'svmSmote' ? svmSmoteWith(() => rows) : samplers[one.sampler as SamplerName]
  const options = { ...(one.options as object), random: numpyRandom(one.seed) }
  const result = await (make as typeof samplers.smote)(options).fitResample(X, y)
  expect(result.y.codes.length).toBe(one.rows)
  expect(digest(result.y.codes)).toBe(one.y)
  // The normal draws behind moved rows rest on the C library's logarithm, whose last bit differs between machines.
  const moved = one.sampler === 'randomOverSampler'
  expect(digest(moved ? result.X.data.map((value) => Math.round(value * 2 ** 32)) : result.X.data)).toBe(one.X)
})

test.each(Object.keys(support))('the support vectors of our own machine for %s', async (title) => {
  const [, shape, seed] = /^(.*) (\d+)$/.exec(title)!
  const { X, y } = congruentialData(Number(seed), recorded.shapes[shape as keyof typeof recorded.shapes])
  const given = svmSmoteWith(() => Int32Array.from(support[title]!))
  expect(await samplers.svmSmote().fitResample(X, y)).toEqual(await given().fitResample(X, y))
})
