import {
  breathe,
  type Context,
  DataError,
  decodeFloats,
  encodeFloats,
  log,
  type SparseMatrix,
  z,
} from '../core/index.ts'
import { defineFeatures } from './define-features.ts'
import { RowBuilder } from './row-builder.ts'
import { TermCounts } from './term-counts.ts'
import { TextAnalyzer } from './text-analyzer.ts'
import { checkText, normalize, textOptions } from './text-options.ts'

const tfidfVectorizerOptions = z.strictObject({
  ...textOptions.shape,
  minDf: z
    .number()
    .min(0)
    .default(1)
    .describe('leave out terms of fewer texts: a count, or a share of the texts where it is below 1'),
  maxDf: z
    .number()
    .min(0)
    .default(1)
    .describe('leave out terms of more texts: a share of the texts up to 1, or a count above 1'),
  maxFeatures: z.int().min(1).nullable().default(null).describe('keep so many terms only, the most frequent ones'),
  sublinearTf: z.boolean().default(false).describe('1 + log(count) instead of the count'),
  useIdf: z.boolean().default(true).describe('weigh terms by how few texts have them'),
})

type Options = Readonly<z.output<typeof tfidfVectorizerOptions>>

interface State {
  readonly vocabulary: readonly string[]
  readonly idf: string
}

/**
 * Turns texts into rows of term weights: count × (log((1 + texts) / (1 + texts with the term)) + 1), each row then
 * scaled to length 1.
 *
 * Words are runs of at least two letters, numerals and underscores of any script, made lower case; accents are kept.
 * Columns are the terms in code-point order. Equal to scikit-learn's `TfidfVectorizer`, but for which of equally
 * frequent terms `maxFeatures` keeps (here the first in order). `minDf` below 1 and `maxDf` up to 1 are shares of the
 * texts, else counts. Words that were not seen when fitting are left out; use `hashingVectorizer` where texts do not
 * fit in memory or new words must count.
 *
 * Throws `DataError` where no term is left.
 */
export const tfidfVectorizer = defineFeatures({
  name: 'tfidfVectorizer',
  options: tfidfVectorizerOptions,

  learn: async (texts: readonly string[], options, context): Promise<State> =>
    (await learnTerms(texts, options, context)).state,

  async learnAndTransform(texts, options, context) {
    const { state, counts, columnOf } = await learnTerms(texts, options, context)
    const idf = decodeFloats(state.idf)
    const rows = new RowBuilder(texts.length, counts.entryCount)
    for (let row = 0; row < texts.length; row++) {
      for (let entry = counts.starts[row]!; entry < counts.starts[row + 1]!; entry++) {
        const column = columnOf[counts.nodes[entry]!]!
        if (column >= 0) rows.push(column, weight(counts.counts[entry]!, options) * idf[column]!)
      }
      normalize(rows.data, rows.endRow(), rows.filled, options.norm)
    }
    return { state, output: rows.finish(idf.length) }
  },

  restore({ vocabulary, idf: encoded }, options) {
    const idf = decodeFloats(encoded)
    let known: { analyzer: TextAnalyzer; columnOf: Int32Array } | undefined

    function transform(texts: readonly string[]): SparseMatrix<never> {
      known ??= indexVocabulary(vocabulary, options)
      const { analyzer, columnOf } = known
      const rows = new RowBuilder(texts.length, texts.length * 16)
      const tally = new Int32Array(idf.length)
      for (let row = 0; row < texts.length; row++) {
        const text: unknown = texts[row]
        checkText('tfidfVectorizer', text, row)
        analyzer.analyze(text, false)
        const { grams, gramCount } = analyzer
        for (let at = 0; at < gramCount; at++) {
          const column = columnOf[grams[at]!]!
          if (column >= 0) tally[column]!++
        }
        for (let at = 0; at < gramCount; at++) {
          const column = columnOf[grams[at]!]!
          if (column < 0 || tally[column] === 0) continue
          rows.push(column, weight(tally[column]!, options) * idf[column]!)
          tally[column] = 0
        }
        normalize(rows.data, rows.endRow(), rows.filled, options.norm)
      }
      return rows.finish(idf.length)
    }

    return { vocabulary, idf, columnCount: idf.length, transform }
  },
})

function weight(count: number, options: Options): number {
  return options.sublinearTf ? log(count) + 1 : count
}

async function learnTerms(texts: readonly string[], options: Options, context: Context) {
  const analyzer = new TextAnalyzer(options)
  const counts = new TermCounts(texts.length)
  for (let row = 0; row < texts.length; row++) {
    if (row % 64 === 0) await breathe(context, { stage: 'vocabulary', done: row, total: texts.length })
    const text: unknown = texts[row]
    checkText('tfidfVectorizer', text, row)
    analyzer.analyze(text, true)
    counts.add(analyzer.grams, analyzer.gramCount, analyzer.table.nodeCount)
  }
  const order = analyzer.table.sorted(analyzer.tokenRanks())
  const chosen = chooseTerms(order, counts, texts.length, options)
  const columnOf = new Int32Array(analyzer.table.nodeCount).fill(-1)
  const idf = new Float64Array(chosen.length)
  for (let column = 0; column < chosen.length; column++) {
    const node = chosen[column]!
    columnOf[node] = column
    idf[column] = options.useIdf ? log((1 + texts.length) / (1 + counts.textsWith[node]!)) + 1 : 1
  }
  const state: State = { vocabulary: writeTerms(chosen, analyzer, options), idf: encodeFloats(idf) }
  return { state, counts, columnOf }
}

function chooseTerms(order: Int32Array, counts: TermCounts, textCount: number, options: Options): Int32Array {
  const least = options.minDf < 1 ? options.minDf * textCount : options.minDf
  const most = options.maxDf <= 1 ? options.maxDf * textCount : options.maxDf
  if (least > most) {
    throw new DataError(
      `tfidfVectorizer: \`maxDf\` asks for fewer texts than \`minDf\`. Raise \`maxDf\` or lower \`minDf\`.`,
    )
  }
  const chosen = order.filter((node) => {
    const texts = counts.textsWith[node]!
    return texts > 0 && texts >= least && texts <= most
  })
  if (chosen.length === 0) {
    throw new DataError(
      `tfidfVectorizer: no term is left from ${textCount} texts. The texts may be empty; else lower \`minDf\` or raise \`maxDf\`.`,
    )
  }
  if (options.maxFeatures === null || chosen.length <= options.maxFeatures) return chosen
  const places = Array.from(chosen.keys())
  places.sort((a, b) => counts.total[chosen[b]!]! - counts.total[chosen[a]!]! || a - b)
  return Int32Array.from(
    places.slice(0, options.maxFeatures).sort((a, b) => a - b),
    (place) => chosen[place]!,
  )
}

function writeTerms(chosen: Int32Array, analyzer: TextAnalyzer, options: Options): string[] {
  const { parents, tokens } = analyzer.table
  const tokenTexts = analyzer.tokens()
  const between = options.analyzer === 'word' ? ' ' : ''
  return Array.from(chosen, (node) => {
    let term = tokenTexts[tokens[node]!]!
    for (let parent = parents[node]!; parent !== 0; parent = parents[parent]!) {
      term = tokenTexts[tokens[parent]!]! + between + term
    }
    return term
  })
}

function indexVocabulary(vocabulary: readonly string[], options: Options) {
  const analyzer = new TextAnalyzer(options)
  const nodes = vocabulary.map((term) => analyzer.add(term))
  const columnOf = new Int32Array(analyzer.table.nodeCount).fill(-1)
  for (let column = 0; column < nodes.length; column++) columnOf[nodes[column]!] = column
  return { analyzer, columnOf }
}
