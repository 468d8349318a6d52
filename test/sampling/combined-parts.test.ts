import { describe, expect, test } from 'vitest'
import { numpyRandom, OptionError } from '../../src/core/index.ts'
import {
  allKnn,
  borderlineSmote,
  composeResampled,
  editedNearestNeighbours,
  makeSampler,
  smote,
  smoteEnn,
  smoteTomek,
  tomekLinks,
} from '../../src/sampling/index.ts'
import { sampleData } from './sample-data.ts'

const { X, y } = sampleData('numbers', { common: 120, fair: 60, rare: 20 })

describe('the parts of a chain', () => {
  test('given as samplers work in the place of its own', async () => {
    const grown = await borderlineSmote({ seed: 3 }).fitResample(X, y)
    const cleaned = await allKnn({ samplingStrategy: 'all' }).fitResample(grown.X, grown.y)
    const expected = composeResampled(grown, cleaned)
    const parts = { smote: borderlineSmote({ seed: 3 }), enn: allKnn({ samplingStrategy: 'all' }) }
    const found = await smoteEnn(parts).fitResample(X, y)
    expect(found.rows).toEqual(expected.rows)
    expect(found.X.data).toEqual(expected.X.data)
    expect(found.provenance.parents).toEqual(expected.provenance.parents)
    expect(found.provenance.method).toBe('smoteEnn')
  })

  test('given as options go before those beside them', async () => {
    const told = await smoteTomek({ kNeighbors: 9, seed: 1, smote: { kNeighbors: 3, seed: 5 } }).fitResample(X, y)
    const parts = { smote: smote({ kNeighbors: 3, seed: 5 }), tomek: tomekLinks({ samplingStrategy: 'all' }) }
    const made = await smoteTomek(parts).fitResample(X, y)
    expect(told.rows).toEqual(made.rows)
    expect(told.X.data).toEqual(made.X.data)
    const beside = await smoteTomek({ kNeighbors: 9, seed: 1 }).fitResample(X, y)
    expect(told.X.data).not.toEqual(beside.X.data)
    const partly = await smoteTomek({ kNeighbors: 9, seed: 1, smote: { seed: 1 } }).fitResample(X, y)
    const nine = { smote: smote({ kNeighbors: 9, seed: 1 }) }
    expect(partly.X.data).toEqual((await smoteTomek(nine).fitResample(X, y)).X.data)
  })

  test('one given, the other not', async () => {
    const random = () => numpyRandom(8)
    const one = smoteEnn({
      smote: { kNeighbors: 3 },
      enn: editedNearestNeighbours({ nNeighbors: 5 }),
      random: random(),
    })
    const both = smoteEnn({
      smote: smote({ kNeighbors: 3, random: random() }),
      enn: { samplingStrategy: 'auto', nNeighbors: 5 },
    })
    expect((await one.fitResample(X, y)).X.data).toEqual((await both.fitResample(X, y)).X.data)
  })

  test('stand in the options: as data where they are data, by name where they are samplers', () => {
    expect(smoteEnn({ enn: { nNeighbors: 5 } }).options).toEqual({
      samplingStrategy: 'auto',
      kNeighbors: 5,
      seed: 0,
      smote: {},
      enn: { samplingStrategy: 'all', nNeighbors: 5, kindSel: 'all' },
    })
    const given = smoteEnn({ enn: allKnn({ nNeighbors: 2 }) })
    expect((given.options as { enn: unknown }).enn).toEqual({
      name: 'allKnn',
      options: { samplingStrategy: 'auto', nNeighbors: 2, kindSel: 'all', allowMinority: false },
    })
    expect(Object.isFrozen(given) && Object.isFrozen(given.options)).toBe(true)
  })

  test('are plain data by name, and come back from JSON the same', async () => {
    const written = { name: 'smoteEnn', options: { smote: { kNeighbors: 3 }, enn: { kindSel: 'mode' } } }
    const first = await makeSampler(written).fitResample(X, y)
    const again = makeSampler({ name: 'smoteEnn', options: JSON.parse(JSON.stringify(makeSampler(written).options)) })
    expect((await again.fitResample(X, y)).X).toEqual(first.X)
  })

  test('of which an option is unknown are refused with what was meant', () => {
    const misspelt = { kNeigbors: 3 } as object
    expect(() => smoteEnn({ smote: misspelt })).toThrow(
      new OptionError('smoteEnn: unknown option `smote.kNeigbors`; did you mean kNeighbors?'),
    )
    expect(() => smoteTomek({ tomek: { samplingStrategy: 'minority' as 'all' } })).toThrow(
      /^smoteTomek: `tomek.samplingStrategy` /,
    )
  })
})
