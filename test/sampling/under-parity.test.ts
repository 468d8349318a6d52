import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { numpyRandom } from '../../src/core/index.ts'
import { condensedNearestNeighbour, nearMiss, oneSidedSelection } from '../../src/sampling/index.ts'
import recorded from '../fixtures/sampling/under.json' with { type: 'json' }
import { congruentialData } from './congruential-data.ts'

const makers = { nearMiss, oneSidedSelection, condensedNearestNeighbour }

function digest(array: Int32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    .digest('hex')
}

test.each(
  recorded.cases.map((one) => ({ ...one, title: `${one.sampler} ${one.shape} ${JSON.stringify(one.options)}` })),
)('$title, seed $seed: the rows of imbalanced-learn, in its order', async (one) => {
  const { X, y } = congruentialData(one.dataSeed, recorded.shapes[one.shape as keyof typeof recorded.shapes])
  const make = makers[one.sampler as keyof typeof makers] as typeof oneSidedSelection
  const random = one.sampler === 'nearMiss' ? {} : { random: numpyRandom(one.seed) }
  const { rows } = await make({ ...(one.options as object), ...random }).fitResample(X, y)
  expect(rows.length).toBe(one.rows)
  expect(digest(rows).slice(0, 32)).toBe(one.indices)
})
