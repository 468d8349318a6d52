import { bumpsOf } from './bumps.ts'
import { boxPlotPoints, type ControlPoint, type Relevance, relevanceFrom } from './relevance.ts'

/** Values of the target that all matter, or all do not: what a sampler for numbers grows or shrinks as one. */
export interface TargetStretch {
  /** The least and the greatest value of the data in it. */
  readonly from: number
  readonly to: number
  readonly rare: boolean
}

/** A target as samplers for numbers see it. */
export interface TargetStretches {
  readonly controlPoints: readonly ControlPoint[]
  readonly threshold: number
  readonly relevance: Relevance
  /** By rising value; rare ones and others alternate. */
  readonly stretches: readonly TargetStretch[]
  /** Which stretch a value lies in, also one between two of them or beyond all. */
  stretchOf(value: number): number
}

/**
 * How samplers for numbers cut a target: where values matter (`relevance` of `threshold` or more), and where they do
 * not. For counting before and after with the same cuts: hand in the target as it was before. `options` are those of
 * the sampler. Throws what the sampler would throw.
 */
export function targetStretches(
  y: Float64Array,
  options: { readonly threshold: number; readonly controlPoints?: readonly ControlPoint[] | undefined },
  who = 'targetStretches',
): TargetStretches {
  const { threshold } = options
  const controlPoints = options.controlPoints ?? boxPlotPoints(y, who)
  const relevance = relevanceFrom(controlPoints, who)
  const stretches = bumpsOf(y, relevance, threshold).map(({ rare, rows }) => ({
    from: y[rows[0]!]!,
    to: y[rows[rows.length - 1]!]!,
    rare,
  }))
  function stretchOf(value: number): number {
    let at = stretches.length - 1
    while (at > 0 && stretches[at]!.from > value) at--
    const between = at + 1 < stretches.length && value > stretches[at]!.to
    return between && stretches[at]!.rare !== relevance(value) >= threshold ? at + 1 : at
  }
  return { controlPoints, threshold, relevance, stretches, stretchOf }
}
