import { breathe, type SparseMatrix, z } from '../core/index.ts'
import { defineFeatures } from './define-features.ts'
import { HashingAnalyzer } from './hashing-analyzer.ts'
import { RowBuilder } from './row-builder.ts'
import { checkText, normalize, textOptions } from './text-options.ts'

const hashingVectorizerOptions = z.strictObject({
  ...textOptions.shape,
  nFeatures: z
    .int()
    .min(1)
    .max(2 ** 30)
    .default(2 ** 18)
    .describe('how many columns the terms are spread over'),
  alternateSign: z.boolean().default(true).describe('let the hash decide the sign too, so that collisions cancel out'),
})

/**
 * Turns texts into rows of term counts without a vocabulary: the hash of a term decides its column and, with
 * `alternateSign`, its sign; each row is then scaled to length 1.
 *
 * Nothing is learned from the texts, so that it can be applied to any number of them, one after another; terms cannot
 * be named afterwards. Texts are cut as in `tfidfVectorizer`. Equal to scikit-learn's `HashingVectorizer` (MurmurHash3
 * of the UTF-8 bytes, seed 0), whose default for `nFeatures` is 2²⁰; here 2¹⁸.
 */
export const hashingVectorizer = defineFeatures({
  name: 'hashingVectorizer',
  options: hashingVectorizerOptions,

  async learn(_texts: readonly string[], _options, context) {
    await breathe(context)
    return {}
  },

  restore(_state, options) {
    const analyzer = new HashingAnalyzer(options)

    function transform(texts: readonly string[]): SparseMatrix<never> {
      const rows = new RowBuilder(texts.length, texts.length * 16)
      for (let row = 0; row < texts.length; row++) {
        const text: unknown = texts[row]
        checkText('hashingVectorizer', text, row)
        const hashes = analyzer.analyze(text)
        // Even keys count up, odd keys count down in column key / 2; sorted, a column's keys stand together.
        for (let at = 0; at < hashes.length; ) {
          const column = hashes[at]! >>> 1
          let sum = 0
          while (at < hashes.length && hashes[at]! >>> 1 === column) sum += hashes[at++]! & 1 ? -1 : 1
          if (sum !== 0) rows.push(column, sum)
        }
        normalize(rows.data, rows.endRow(), rows.filled, options.norm)
      }
      return rows.finish(options.nFeatures)
    }

    return { columnCount: options.nFeatures, transform }
  },
})
