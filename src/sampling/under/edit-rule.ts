import { z } from '../../core/index.ts'
import { cleaningSamplerOptions } from './define-cleaning-sampler.ts'
import { votesNeeded } from './votes-needed.ts'

/** What all samplers that edit by nearest neighbors can be told. */
export const editingOptions = cleaningSamplerOptions.extend({
  /** How many nearest other rows judge a row. */
  nNeighbors: z.int().min(1).default(3).describe('nearest other rows that judge a row'),
  /** `'all'`: a row stays if all of them are of its class; `'mode'`: if its class is the commonest among them. */
  kindSel: z
    .enum(['all', 'mode'])
    .default('all')
    .describe('a row stays if all its neighbors are of its class ("all") or its class is the commonest ("mode")'),
})

/** Who judges a row, and how. */
export interface EditRule {
  readonly kindSel: 'all' | 'mode'
  readonly nNeighbors: number
}

/** A row is proven right where so many fellows lie closer than so many rows of other classes. */
export interface Proof {
  readonly fellows: number
  readonly outsiders: number
  /** Whether rows without the proof are wrong. */
  readonly decides: boolean
}

/** What proves a row of one class right under a rule; `others` are the other classes with rows, by code. */
export function proofFor({ kindSel, nNeighbors }: EditRule, code: number, others: readonly number[]): Proof {
  if (kindSel === 'all') return { fellows: nNeighbors, outsiders: 1, decides: true }
  // Against several classes, a row without an absolute majority of fellows may still be right.
  const decides = others.length === 1
  const votes = votesNeeded(nNeighbors, code, decides ? others[0]! : -1)
  return { fellows: votes.own, outsiders: votes.other, decides }
}

/** Whether a row of the class is right by the labels of its neighbors; of the commonest the lowest counts. */
export function isRight(
  { kindSel, nNeighbors }: EditRule,
  code: number,
  codes: Int32Array,
  neighbors: Int32Array,
  from: number,
  votes: Int32Array,
): boolean {
  const end = from + nNeighbors
  if (kindSel === 'all') {
    for (let at = from; at < end; at++) if (codes[neighbors[at]!]! !== code) return false
    return true
  }
  votes.fill(0)
  for (let at = from; at < end; at++) votes[codes[neighbors[at]!]!]!++
  for (let other = 0; other < votes.length; other++) {
    if (votes[other]! > votes[code]! || (votes[other] === votes[code] && other < code)) return false
  }
  return true
}
