import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { numpyRandom } from '../../src/core/index.ts'
import { type SamplerName, samplers } from '../../src/sampling/index.ts'
import recorded from '../fixtures/sampling/parity.json' with { type: 'json' }
import { congruentialData } from './congruential-data.ts'

function digest(array: Float64Array | Int32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    .digest('hex')
}

test.each(
  recorded.cases.map((one) => ({ ...one, title: `${one.sampler} ${one.shape} ${JSON.stringify(one.options)}` })),
)('$title, seed $seed: the rows of imbalanced-learn, bit for bit', async (one) => {
  const { X, y } = congruentialData(one.dataSeed, recorded.shapes[one.shape as keyof typeof recorded.shapes])
  const make = samplers[one.sampler as SamplerName] as typeof samplers.smote
  const random = 'seed' in make.optionsSchema.shape ? { random: numpyRandom(one.seed) } : {}
  const result = await make({ ...(one.options as object), ...random }).fitResample(X, y)
  expect(result.y.codes.length).toBe(one.rows)
  expect(digest(result.y.codes)).toBe(one.y)
  expect(digest(result.X.data)).toBe(one.X)
  if (one.indices) expect(digest(result.rows)).toBe(one.indices)
})
