import {
  chooseThresholdByRowCosts,
  type Goal,
  type Judgment,
  judge,
  judgeClasses,
  type RowCosts,
  wilsonInterval,
} from '../../evaluation/index.ts'
import { scoresOf } from '../figures/criterion.ts'
import { groupInterval, numberedGroups } from '../figures/group-shares.ts'
import type { PartFigures } from '../figures/part-figures-schema.ts'
import { pointOf } from '../goals/decide-on-validation.ts'
import { sureInGroups } from '../goals/sure-in-groups.ts'
import { reachedOf } from '../goals/verdict.ts'
import type { ChooseOptions } from './decide-options.ts'
import { decisionSentence } from './decide-options.ts'
import type { DecisionFile } from './decision-schema.ts'
import type { DecidedRows, Judged } from './judged-rows.ts'

type Asked = DecisionFile['asked']

/** Whether the goal holds, in figures and in words. `where` names the rows that it was judged on. */
export function askedOf(
  goal: Goal | undefined,
  options: ChooseOptions,
  positive: string | undefined,
  judged: Judged,
  figures: PartFigures,
  trivial: DecisionFile['trivialCosts'],
  rowCosts: DecisionFile['decision']['rowCosts'],
): Asked {
  const where = judged.folds === null ? 'On test' : 'Held out in turn'
  const base = {
    sentence: decisionSentence(options, positive),
    guarantee: options.guarantee,
    nearest: pointOf(judged.final.found?.decision?.nearest),
    precisionAtRecall: pointOf(judged.final.found?.decision?.precisionAtRecall),
    recallAtPrecision: pointOf(judged.final.found?.decision?.recallAtPrecision),
  }
  if (rowCosts) {
    const { perRow, neverFlagging, alwaysFlagging } = rowCosts
    const met = perRow < neverFlagging && perRow < alwaysFlagging
    return {
      ...base,
      goal: { falseAlarmCost: options.falseAlarmCost!, missCost: options.missCost! },
      met,
      metOnValidation: null,
      assured: null,
      verdict: `${where} a row costs ${perRow.toFixed(3)} on average, against ${neverFlagging.toFixed(3)} for never flagging and ${alwaysFlagging.toFixed(3)} for always.`,
    }
  }
  const onChosen = judged.final.found!.judgments
  const unjudged = whyUnjudged(judged, positive)
  if (unjudged !== null) {
    return {
      ...base,
      goal: goalInFile(goal),
      met: null,
      metOnValidation: goal ? (onChosen[0]?.met ?? null) : null,
      assured: goal ? (onChosen[0]?.assured ?? null) : null,
      verdict: `It could not be judged. Its threshold was chosen on validation, but ${unjudged}.`,
      unjudged,
    }
  }
  if (goal && 'costs' in goal) {
    const cost = figures.figures['costPerRow']?.value ?? Number.NaN
    const rules = (trivial ?? []).map((rule) => `${rule.costPerRow.toFixed(3)} for always "${rule.class}"`).join(', ')
    return {
      ...base,
      goal: goalInFile(goal),
      met: (trivial ?? []).every((rule) => cost < rule.costPerRow),
      metOnValidation: judged.final.found?.decision?.met ?? null,
      assured: positive === undefined ? null : surelyCheaper(judged, goal),
      verdict: `${where} a row costs ${cost.toFixed(3)} on average, against ${rules}.`,
    }
  }
  const on = judgments(judged.onJudged, goal)
  const all = (list: readonly (Judgment | null)[], holds: (one: Judgment) => boolean) =>
    list.every((one) => one === null || holds(one))
  const budget = goal && (goal.alerts !== undefined || goal.alertRate !== undefined)
  const missable = goal !== undefined && goal.fBeta === undefined
  // Out of fold the bounds of rows that had not been seen count; with parts those of validation, test being looked at once.
  const sure = judged.folds === null ? onChosen : on
  const met = !missable ? null : budget ? withinBudget(judged, goal, 'low') : all(on, (one) => one.met)
  return {
    ...base,
    goal: goalInFile(goal),
    met,
    metOnValidation: missable ? all(onChosen, (one) => one.met) : null,
    assured: !missable ? null : budget ? withinBudget(judged, goal, 'high') : all(sure, (one) => one.assured),
    verdict: verdict(met, where, on, positive, judged, figures),
  }
}

/** By the bounds of rows that had not been seen, or with parts of validation, test being looked at once. */
function surelyCheaper({ folds, final, onJudged }: Judged, goal: Goal): boolean | null {
  return folds === null ? (final.found?.decision?.assured ?? null) : judgments(onJudged, goal)[0]!.assured
}

function goalInFile(goal: Goal | undefined): Asked['goal'] {
  if (!goal) return null
  return 'costs' in goal ? { costs: goal.costs.map((row) => [...row]) } : { ...goal }
}

/** Without a row of the class, or without another, where it was to be judged, there is no recall, or nothing to tell apart. */
function whyUnjudged({ onJudged: { y } }: Judged, positive: string | undefined): string | null {
  if (positive === undefined) return null
  const found = y.codes.reduce((sum, code) => sum + code, 0)
  if (found === 0) return `no row of the test part has "${positive}"`
  return found === y.codes.length ? `every row of the test part has "${positive}"` : null
}

function judgments({ y, decided, groups }: DecidedRows, goal: Goal | undefined): readonly (Judgment | null)[] {
  const plain = goal && 'alerts' in goal ? undefined : goal
  const rows =
    y.classes.length > 2 ? judgeClasses(y, decided, plain) : [judge(y.codes, Float64Array.from(decided), 0.5, plain)]
  return sureInGroups(rows, y, decided, plain, groups)
}

/** A budget is kept when the share of flagged rows does not exceed it beyond chance (`low`), or surely not (`high`). */
function withinBudget(
  { onChosen, onJudged }: Judged,
  { alerts, alertRate }: { readonly alerts?: number; readonly alertRate?: number },
  end: 'low' | 'high',
): boolean {
  const flagged = onJudged.decided.reduce((sum, code) => sum + code, 0)
  const rate = alertRate ?? alerts! / onChosen.decided.length
  const { decided, groups } = onJudged
  const all = new Uint8Array(decided.length).fill(1)
  const share = groups ? groupInterval(decided, all, numberedGroups(groups)) : wilsonInterval(flagged, decided.length)
  return share[end] <= rate
}

function verdict(
  met: boolean | null,
  where: string,
  on: readonly (Judgment | null)[],
  positive: string | undefined,
  { onJudged }: Judged,
  figures: PartFigures,
): string {
  if (positive === undefined) {
    const failing = on.filter((one) => one !== null && !one.met).length
    if (met === null) return 'Each class has its own threshold, chosen for its F1.'
    return met
      ? `${where}, every class reaches the goal.`
      : `${where}, ${failing} of ${on.length} classes miss the goal.`
  }
  const { flagged } = on[0]!
  const title = met === null ? '' : met ? 'The goal is met. ' : 'The goal is not met. '
  return `${title}${where}, ${reachedOf(figures, positive)}, with ${flagged} alerts in ${onJudged.decided.length} rows.`
}

/** What decisions at the rows' own costs cost, beside the rules that need no score. */
export function rowCostsOf({ onChosen, onJudged }: Judged): DecisionFile['decision']['rowCosts'] {
  const { rowCosts, y, decided } = onJudged
  if (!rowCosts || !onChosen.rowCosts) return null
  const single = chooseThresholdByRowCosts(onChosen.y.codes, scoresOf(onChosen.proba, 2, 1), onChosen.rowCosts)
  return {
    perRow: costPerRow(y.codes, (row) => decided[row]!, rowCosts),
    neverFlagging: costPerRow(y.codes, () => 0, rowCosts),
    alwaysFlagging: costPerRow(y.codes, () => 1, rowCosts),
    oneThreshold: single.perRow,
    probabilityThreshold: single.threshold,
  }
}

function costPerRow(truth: Int32Array, decided: (row: number) => number, { falseAlarm, miss }: RowCosts): number {
  let total = 0
  for (let row = 0; row < truth.length; row++) {
    const flagged = decided(row)
    if (truth[row] === 1 && flagged === 0) total += miss[row]!
    else if (truth[row] === 0 && flagged === 1) total += falseAlarm[row]!
  }
  return total / truth.length
}
