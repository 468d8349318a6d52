import type { DecisionFile, Metrics } from '../../recipes/index.ts'
import { type View, viewOf } from '../view.ts'

/** A decision as the sections of a run see it: chosen where a run has validation, judged where it has test. */
export function decisionView(decision: DecisionFile): View {
  const { input, asked, chosen, onChosen, onJudged } = decision
  const { goal, guarantee: _, unjudged, ...said } = asked
  const { recall, precision, costs } = goal ?? {}
  // The sections of a decision ask for no more than this.
  const shown: Partial<Metrics> = {
    evenkeel: 1,
    input: { ...input, columns: decision.scores.columns.length + 1 },
    target: decision.truth,
    positive: decision.positive,
    classes: decision.classes,
    asked: {
      ...said,
      goal: goal && {
        ...(recall === undefined ? {} : { recall }),
        ...(precision === undefined ? {} : { precision }),
        ...(costs === undefined ? {} : { costs }),
      },
    },
    decision: {
      rule: decision.decision.rule === 'row-costs' ? 'least-expected-cost' : decision.decision.rule,
      thresholds: decision.decision.thresholds,
    },
    validation: onChosen,
    test: onJudged,
    trivialCosts: decision.trivialCosts,
    curves: decision.curves,
  }
  const metrics = shown as Metrics
  if (chosen.how === 'part') return viewOf(metrics, undefined, unjudged !== undefined)
  return viewOf(metrics, {
    chosen: 'all rows',
    judged: 'held out',
    onChosen: 'on all rows',
    onJudged: 'on rows held out in turn',
    bounds: 'on rows held out in turn',
    how: `${chosen.folds} folds`,
  })
}
