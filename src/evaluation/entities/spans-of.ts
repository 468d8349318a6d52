import type { Span } from '../../core/index.ts'
import { type EntitySpansOptions, entitySpans } from './entity-spans.ts'

/** A sentence as its tags or as spans. */
export type Sentence = readonly string[] | readonly Span[]

/** Whether a sentence is given as tags; an empty one is either. */
export function isTags(sentence: Sentence): sentence is readonly string[] {
  return typeof sentence[0] === 'string'
}

/** The spans of a sentence. */
export function spansOf(sentence: Sentence, options: EntitySpansOptions): readonly Span[] {
  return isTags(sentence) ? entitySpans(sentence, options) : (sentence as readonly Span[])
}
