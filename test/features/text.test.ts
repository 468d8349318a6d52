import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError, OptionError, type SparseMatrix } from '../../src/core/index.ts'
import { hashingVectorizer, loadFeatures, tfidfVectorizer } from '../../src/features/index.ts'
import fixture from '../fixtures/features/features.json' with { type: 'json' }

interface Rows {
  readonly starts: number[]
  readonly indices: number[]
  readonly data: number[]
  readonly columns: number
}

function expectRows(actual: SparseMatrix, expected: Rows): void {
  expect(actual.columnCount).toBe(expected.columns)
  expect([...actual.starts]).toEqual(expected.starts)
  expect([...actual.indices]).toEqual(expected.indices)
  expected.data.forEach((value, i) => {
    expect(Math.abs(actual.data[i]! - value)).toBeLessThan(1e-12)
  })
}

const { texts, unseen } = fixture

describe("tfidfVectorizer equals scikit-learn's", () => {
  for (const { options, vocabulary, train, unseen: expected } of fixture.tfidf) {
    it(JSON.stringify(options), async () => {
      const unit = tfidfVectorizer(options as Parameters<typeof tfidfVectorizer>[0])
      const { fitted, output } = await unit.fitTransform(texts)
      expect(fitted.vocabulary).toEqual(vocabulary)
      expectRows(output, train)
      expectRows(fitted.transform(texts), train)
      expectRows(fitted.transform(unseen), expected)
      const loaded = loadFeatures(JSON.parse(JSON.stringify(fitted.save())), 'tfidfVectorizer')
      expect(loaded.transform(unseen)).toEqual(fitted.transform(unseen))
      expect((await unit.fit(texts)).save()).toEqual(fitted.save())
    })
  }
})

describe("hashingVectorizer equals scikit-learn's", () => {
  for (const { options, train } of fixture.hashing) {
    it(JSON.stringify(options), async () => {
      const fitted = await hashingVectorizer(options as Parameters<typeof hashingVectorizer>[0]).fit(texts)
      expectRows(fitted.transform(texts), train)
      const loaded = loadFeatures(JSON.parse(JSON.stringify(fitted.save())), 'hashingVectorizer')
      expectRows(loaded.transform(texts), train)
    })
  }
})

describe('vectorizers', () => {
  it('give any texts rows of length 1, and n-grams as a plain count finds them', async () => {
    const word = fc.constantFrom('aa', 'ab', 'b2', 'çé', '日本', '𝒳𝒴', 'a')
    const text = fc.array(word, { maxLength: 80 }).map((words) => words.join(' '))
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (some) => {
        const all = [...some, 'aa ab aa ab']
        const unit = tfidfVectorizer({ ngramRange: [1, 2], useIdf: false, norm: 'none' })
        const { fitted, output } = await unit.fitTransform(all)
        const X = output
        for (const [row, one] of all.entries()) {
          const words = one.split(' ').filter((part) => [...part].length >= 2)
          const pairs = words.slice(1).map((second, i) => `${words[i]} ${second}`)
          const counts = new Map<string, number>()
          for (const term of [...words, ...pairs]) counts.set(term, (counts.get(term) ?? 0) + 1)
          const found = new Map<string, number>()
          for (let at = X.starts[row]!; at < X.starts[row + 1]!; at++)
            found.set(fitted.vocabulary[X.indices[at]!]!, X.data[at]!)
          expect(found).toEqual(counts)
          const indices = [...X.indices.subarray(X.starts[row]!, X.starts[row + 1]!)]
          expect(indices).toEqual([...new Set(indices)].sort((a, b) => a - b))
        }
      }),
    )
  })

  it('keeps the most frequent terms, the first in order among equals', async () => {
    const fitted = await tfidfVectorizer({ maxFeatures: 2 }).fit(['bb bb cc', 'aa cc bb', 'dd'])
    expect(fitted.vocabulary).toEqual(['bb', 'cc'])
    expect((await tfidfVectorizer({ maxFeatures: 3 }).fit(['bb bb cc', 'aa cc bb', 'dd'])).vocabulary).toEqual([
      'aa',
      'bb',
      'cc',
    ])
  })

  it('refuse what gives no terms, rows that are no texts, and impossible options', async () => {
    await expect(tfidfVectorizer().fit(['', '!', 'a'])).rejects.toThrow(/no term is left from 3 texts/)
    await expect(tfidfVectorizer({ minDf: 3, maxDf: 0.5 }).fit(['aa', 'aa'])).rejects.toThrow(/`maxDf` asks for fewer/)
    await expect(tfidfVectorizer().fit(['aa', null as never])).rejects.toThrow(/row 1 is null, not a text/)
    const hashing = await hashingVectorizer().fit([])
    expect(() => hashing.transform([3 as never])).toThrow(DataError)
    expect(() => tfidfVectorizer({ ngramRange: [2, 1] })).toThrow(OptionError)
    expect(() => tfidfVectorizer({ nGramRange: [1, 1] } as never)).toThrow(/did you mean ngramRange/)
  })

  it('stop when aborted', async () => {
    const reason = new Error('enough')
    await expect(tfidfVectorizer().fit(texts, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})
