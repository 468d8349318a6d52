import { parseOptions, type Span } from '../../core/index.ts'
import type { LabelCounts } from '../splits/label-counts.ts'
import { type EntitySpansOptions, entitySpansOptions } from './entity-spans.ts'
import { spansOf } from './spans-of.ts'

/**
 * How many entities of each label each sentence has, for splits: `splitParts({ rowCount: sentences.length, labels:
 * entityCounts(sentences), groups: documents })` keeps documents whole and gives every part its share of the entities
 * of each label, the rare ones first. Takes tags, read as `entitySpans` reads them, or spans.
 */
export function entityCounts(
  sentences: readonly (readonly string[])[] | readonly (readonly Span[])[],
  options?: EntitySpansOptions,
): LabelCounts {
  const parsed = parseOptions('entityCounts', entitySpansOptions, options)
  const spans = sentences.map((own) => spansOf(own, parsed))
  const labels = [...new Set(spans.flatMap((own) => own.map(({ label }) => label)))].sort()
  const columnOf = new Map(labels.map((label, column) => [label, column]))
  const data = new Float64Array(sentences.length * labels.length)
  for (const [row, own] of spans.entries()) {
    for (const { label } of own) data[row * labels.length + columnOf.get(label)!]!++
  }
  return { labels, data }
}
