import type { Goal, Judgment } from '../../evaluation/index.ts'
import type { ConstantCosts, Figure, PartFigures } from '../figures/part-figures-schema.ts'
import type { Asked } from './asked-schema.ts'
import { type ChosenRule, pointOf } from './decide-on-validation.ts'
import { goalSentence } from './goal.ts'

/** Whether the goal holds on test, in figures and in words. */
export function verdictOf(
  goal: Goal | undefined,
  positive: string | undefined,
  chosen: ChosenRule,
  onTest: readonly (Judgment | null)[],
  test: PartFigures,
  constant: ConstantCosts | null,
): Asked {
  const { decision, judgments } = chosen
  const costs = goal && 'costs' in goal ? goal.costs : undefined
  const cost = test.figures['costPerRow']?.value ?? null
  const all = (list: readonly (Judgment | null)[], holds: (one: Judgment) => boolean): boolean =>
    list.every((one) => one === null || holds(one))
  const cheaper = costs && cost !== null && constant ? constant.every((rule) => cost < rule.costPerRow) : undefined
  const met = goal === undefined ? null : (cheaper ?? all(onTest, (one) => one.met))
  return {
    goal: goal === undefined ? null : (structuredClone(goal) as Asked['goal']),
    sentence: goalSentence(goal, positive),
    met,
    metOnValidation: goal === undefined ? null : all(judgments, (one) => one.met),
    assured: goal === undefined ? null : all(judgments, (one) => one.assured),
    verdict: sentence(met, goal, positive, onTest, test, cost, constant, decision),
    nearest: pointOf(decision?.nearest),
    precisionAtRecall: pointOf(decision?.precisionAtRecall),
    recallAtPrecision: pointOf(decision?.recallAtPrecision),
  }
}

function sentence(
  met: boolean | null,
  goal: Goal | undefined,
  positive: string | undefined,
  onTest: readonly (Judgment | null)[],
  test: PartFigures,
  cost: number | null,
  constant: ConstantCosts | null,
  decision: ChosenRule['decision'],
): string {
  if (goal && 'costs' in goal) {
    const rules = (constant ?? []).map((rule) => `${rule.costPerRow.toFixed(3)} for always "${rule.class}"`).join(', ')
    return `On test a row costs ${cost?.toFixed(3) ?? '?'} on average, against ${rules}.`
  }
  if (positive === undefined) {
    const failing = onTest.filter((one) => one !== null && !one.met).length
    if (met === null) return 'Each class has its own threshold, chosen for its F1.'
    return met
      ? 'Every class reaches the goal on test.'
      : `${failing} of ${onTest.length} classes miss the goal on test.`
  }
  const reached = `On test, ${reachedOf(test, positive)}.`
  if (met !== false) return `${met ? 'The goal is met. ' : ''}${reached}`
  const price = decision?.precisionAtRecall
  const asked = goal && 'recall' in goal ? goal.recall : undefined
  const wouldCost =
    price && asked !== undefined
      ? ` Recall ${asked} would leave a precision of ${price.precision.toFixed(3)} (on validation).`
      : ''
  return `The goal is not met. ${reached}${wouldCost}`
}

/** Recall and precision of a class in words, with the intervals that stand beside them everywhere else. */
export function reachedOf({ classes }: PartFigures, name: string): string {
  const own = classes.find((one) => one.class === name)!
  return `recall is ${shown(own.recall)} and precision ${shown(own.precision)} for "${name}"`
}

function shown({ value, low, high }: Figure): string {
  if (value === null) return 'undefined (no alarm)'
  return low === null || high === null
    ? value.toFixed(3)
    : `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`
}
