import { DataError, parseOptions, type Span, z } from '../../core/index.ts'
import { follows, outside, readTag, type TagScheme, type TagSchemeName, tagSchemes } from './tag-schemes.ts'

export const entitySpansOptions = z.strictObject({
  scheme: z
    .enum(Object.keys(tagSchemes) as [TagSchemeName, ...TagSchemeName[]])
    .optional()
    .describe('reads strictly by this scheme; default: leniently, as conlleval does, whatever the scheme'),
})
export type EntitySpansOptions = z.input<typeof entitySpansOptions>

/**
 * The entities of a sentence from its tags (`B-PER`, `I-PER`, `O`, …), in tokens.
 *
 * Without a scheme they are read as the CoNLL script `conlleval` (and seqeval's default mode) reads them: an `I-` after
 * `O` or after another label begins an entity; the L and U of BILOU are no ends to it, so name that scheme. With a scheme a sequence that the scheme does not allow is no entity,
 * as in seqeval's strict mode, and a prefix that it does not know is refused with a `DataError`.
 */
export function entitySpans(tags: readonly string[], options?: EntitySpansOptions): Span[] {
  const { scheme } = parseOptions('entitySpans', entitySpansOptions, options)
  return scheme === undefined ? lenientSpans(tags) : strictSpans(tags, scheme)
}

export function lenientSpans(tags: readonly string[]): Span[] {
  const spans: Span[] = []
  let before = outside
  let start = 0
  for (let at = 0; at <= tags.length; at++) {
    const now = at < tags.length ? readTag(tags[at]!) : outside
    const turned = before.label !== now.label
    const inside = before.prefix !== 'O' && before.prefix !== '.'
    const ended = 'ES'.includes(before.prefix) || ('BI'.includes(before.prefix) && 'BSO'.includes(now.prefix))
    if (inside && (ended || turned)) spans.push({ start, end: at, label: before.label })
    const begun = 'BS'.includes(now.prefix) || ('ESO'.includes(before.prefix) && 'EI'.includes(now.prefix))
    if (now.prefix !== 'O' && now.prefix !== '.' && (begun || turned)) start = at
    before = now
  }
  return spans
}

export function strictSpans(tags: readonly string[], name: TagSchemeName): Span[] {
  const scheme: TagScheme = tagSchemes[name]
  const read = tags.map((text, at) => {
    const tag = readTag(text)
    if (`O${scheme.prefixes}`.includes(tag.prefix)) return tag
    throw new DataError(
      `entitySpans: token ${at} has the tag "${text}"; ${name} knows O and ${[...scheme.prefixes].join(', ')}. Name another scheme or none.`,
    )
  })
  read.push(outside)
  const spans: Span[] = []
  let before = outside
  for (let at = 0; at < read.length; ) {
    const start = at
    if (follows(before, read[at]!, scheme.begins)) {
      do at++
      while (at < read.length && follows(read[at - 1]!, read[at]!, scheme.goesOn))
      if (at < read.length && follows(read[at - 1]!, read[at]!, scheme.ends)) {
        spans.push({ start, end: at, label: read[start]!.label })
      }
    } else at++
    before = read[at - 1]!
  }
  return spans
}
