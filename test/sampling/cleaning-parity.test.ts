import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { numpyRandom } from '../../src/core/index.ts'
import { type SamplerName, samplers } from '../../src/sampling/index.ts'
import recorded from '../fixtures/sampling/cleaning.json' with { type: 'json' }
import { congruentialData } from './congruential-data.ts'

function digest(array: Float64Array | Int32Array): string {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32)
}

test.each(
  recorded.cases.map((one) => ({ ...one, title: `${one.sampler} ${one.shape} ${JSON.stringify(one.options)}` })),
)('$title, seed $seed: the rows of imbalanced-learn, in its order, bit for bit', async (one) => {
  const { X, y } = congruentialData(3000 + one.seed, recorded.shapes[one.shape as keyof typeof recorded.shapes])
  const make = samplers[one.sampler as SamplerName] as typeof samplers.smote
  const random = 'seed' in make.optionsSchema.shape ? { random: numpyRandom(one.seed) } : {}
  const result = await make({ ...(one.options as object), ...random }).fitResample(X, y)
  expect(result.y.codes.length).toBe(one.rows)
  expect(digest(result.y.codes)).toBe(one.y)
  expect(digest(result.X.data)).toBe(one.X)
  for (const [place, row] of result.rows.entries()) {
    if (row >= 0) expect(result.X.data[place * X.columns.length]).toBe(X.data[row * X.columns.length])
  }
})
