import { expect, it } from 'vitest'
import { type Column, labels, type Matrix, matrix, random } from '../../src/core/index.ts'
import { oneHotEncoder } from '../../src/features/index.ts'
import { chainSchema } from '../../src/recipes/chains/chain.ts'
import { resampleChain } from '../../src/recipes/chains/resample-chain.ts'

it('a chain tells the parts of smoteTomek beside categories what it tells them among numbers', async () => {
  const columns: Column[] = [
    { name: 'amount', kind: 'number' },
    { name: 'color', kind: 'category', categories: ['blue', 'red'] },
  ]
  const drawn = random(2).randn(300)
  const y = labels(Array.from({ length: 300 }, (_, row) => (row % 6 === 0 ? 'rare' : 'common')))
  const X = matrix(
    Float64Array.from({ length: 600 }, (_, cell) => (cell % 2 === 0 ? drawn[cell / 2]! : Math.floor(cell / 2) % 2)),
    columns,
  )
  const encoder = await oneHotEncoder().fit(X)
  const encode = (coded: unknown) => encoder.transform(coded as Matrix<'train'>)
  const resample = async (options: object) => {
    const chain = chainSchema.parse({ sampler: { name: 'smoteTomek', options }, model: { name: 'dummy' } })
    return (await resampleChain(chain, { coded: X, encode }, y, 0, {}))!
  }
  const plain = await resample({})
  const near = await resample({ smote: { kNeighbors: 1 } })
  expect(near.provenance.parents).not.toEqual(plain.provenance.parents)
  expect(near.provenance.parents).toEqual((await resample({ kNeighbors: 1 })).provenance.parents)
  const spared = await resample({ tomek: { samplingStrategy: 'majority' } })
  expect(spared.rows.length).toBeGreaterThan(plain.rows.length)
})
