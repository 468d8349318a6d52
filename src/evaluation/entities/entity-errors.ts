import type { Span } from '../../core/index.ts'

/** What became of the entities that were not found, and of what was found where nothing is. Each counts once. */
export interface EntityErrors {
  /** The right label at other ends: they overlap. */
  readonly boundary: number
  /** The right ends under another label. */
  readonly type: number
  /** Other ends and another label: they overlap. */
  readonly both: number
  /** True entities that no prediction overlaps (or only ones that account for another entity). */
  readonly missed: number
  /** Predictions that overlap no true entity (or only ones that another prediction accounts for). */
  readonly spurious: number
}

/** The entities of one sentence, true and predicted. */
export interface JudgedSentence {
  readonly truth: readonly Span[]
  readonly predicted: readonly Span[]
}

type Kind = keyof EntityErrors

/**
 * Splits errors by kind. Exact matches are set aside; of the rest, each true entity is paired with at most one
 * prediction, first those at the same place, then those of the same label that overlap most, then any that overlap most.
 * A pair counts for the label of the true entity; spurious predictions for their own.
 */
export function entityErrors(sentences: readonly JudgedSentence[]): {
  readonly all: EntityErrors
  byLabel(label: string): EntityErrors
} {
  const byLabel = new Map<string, Record<Kind, number>>()
  const all = none()
  function note(label: string, kind: Kind): void {
    const own = byLabel.get(label) ?? none()
    byLabel.set(label, own)
    own[kind]++
    all[kind]++
  }
  for (const { truth, predicted } of sentences) {
    const wrong = truth.filter((one) => !predicted.some((other) => samePlace(one, other) && one.label === other.label))
    const left = predicted.filter((one) => !truth.some((other) => samePlace(one, other) && one.label === other.label))
    const pairs = wrong.flatMap((one, from) =>
      left.flatMap((other, to) => {
        const shared = Math.min(one.end, other.end) - Math.max(one.start, other.start)
        return shared > 0 ? [{ from, to, shared, kind: kindOf(one, other) }] : []
      }),
    )
    const order: readonly Kind[] = ['type', 'boundary', 'both']
    pairs.sort(
      (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.shared - a.shared || a.from - b.from || a.to - b.to,
    )
    const paired = new Set<Span>()
    for (const { from, to, kind } of pairs) {
      if (paired.has(wrong[from]!) || paired.has(left[to]!)) continue
      paired.add(wrong[from]!).add(left[to]!)
      note(wrong[from]!.label, kind)
    }
    for (const one of wrong) if (!paired.has(one)) note(one.label, 'missed')
    for (const one of left) if (!paired.has(one)) note(one.label, 'spurious')
  }
  return { all, byLabel: (label) => byLabel.get(label) ?? none() }
}

function samePlace(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end
}

function kindOf(truth: Span, predicted: Span): Kind {
  if (samePlace(truth, predicted)) return 'type'
  return truth.label === predicted.label ? 'boundary' : 'both'
}

function none(): Record<Kind, number> {
  return { boundary: 0, type: 0, both: 0, missed: 0, spurious: 0 }
}
