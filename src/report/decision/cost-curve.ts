import type { DecisionFile } from '../../recipes/index.ts'
import type { Pen } from '../draw.ts'
import { figure, key, section } from '../figure.ts'
import { html, type Markup } from '../html.ts'
import type { View } from '../view.ts'
import { capital, writeNumber } from '../write-number.ts'

/** What a row would cost at every threshold, with the asked costs. */
function byThreshold({ curves, decision }: DecisionFile, { words }: View, pen: Pen): Markup | null {
  const found = curves.costByThreshold
  if (found === null) return null
  const { marks } = pen
  const at = decision.thresholds[0]?.threshold ?? null
  const points = found.threshold.map((x, i) => ({ x: Math.min(x, 1), y: found.expectedCost[i]! }))
  const drawing = pen.draw(
    `Cost a row ${words.onChosen} by threshold; never flagging costs ${writeNumber(found.never)}, always ${writeNumber(found.always)}; the chosen threshold is ${writeNumber(at)}`,
    {
      height: 310,
      marginLeft: 48,
      marginBottom: 38,
      x: { domain: [0, 1], ticks: 5, grid: true, label: 'threshold', labelArrow: 'none' },
      y: { zero: true, nice: true, ticks: 5, grid: true, label: 'cost a row', labelArrow: 'none' },
      marks: [
        marks.ruleY([Math.min(found.never, found.always)], { stroke: 'var(--quiet)', strokeDasharray: '4,3' }),
        at === null ? null : marks.ruleX([at], { stroke: 'currentColor', strokeWidth: 1.5 }),
        marks.line(points, { x: 'x', y: 'y', stroke: 'var(--accent)', strokeWidth: 2 }),
      ],
    },
  )
  return figure(
    'Cost at every threshold.',
    html`${capital(words.onChosen)}, with the costs that were asked; the upright line is the decision.<br>${key('quiet-dashed', 'the cheaper of never and always flagging')}`,
    drawing,
  )
}

/** How the decision fares should classes become rarer or mistakes dearer. */
export function costCurve(decision: DecisionFile, view: View, pen: Pen): Markup | null {
  const { costs } = decision.curves
  const { words } = view
  if (costs === null) return null
  const { marks } = pen
  const points = (values: readonly number[]) => values.map((y, at) => ({ x: costs.probabilityCost[at]!, y }))
  const drawing = pen.draw(
    `Normalized expected cost ${words.onJudged}: the decision costs ${writeNumber(costs.decision[0] ?? null)} where only false alarms count and ${writeNumber(costs.decision.at(-1) ?? null)} where only misses do`,
    {
      height: 310,
      marginLeft: 42,
      marginBottom: 38,
      x: { domain: [0, 1], ticks: 5, grid: true, label: 'weight of misses', labelArrow: 'none' },
      y: { domain: [0, 0.5], ticks: 5, grid: true, label: 'cost', labelArrow: 'none' },
      marks: [
        costs.asked === null ? null : marks.ruleX([costs.asked], { stroke: 'currentColor', strokeWidth: 1.5 }),
        marks.line(points(costs.trivial), {
          x: 'x',
          y: 'y',
          stroke: 'var(--quiet)',
          strokeWidth: 1.5,
          strokeDasharray: '4,3',
        }),
        marks.line(points(costs.best), { x: 'x', y: 'y', stroke: 'var(--accent)', strokeWidth: 2 }),
        marks.line(
          points(costs.decision).filter(({ y }) => y <= 0.5),
          { x: 'x', y: 'y', stroke: 'var(--second)', strokeWidth: 2 },
        ),
      ],
    },
  )
  return section(
    'cost-curve',
    'When classes or costs change',
    html`<div class="pair">${byThreshold(decision, view, pen)}${figure(
      'Cost curve.',
      html`${key('second', 'this decision')}${key('accent', 'the best threshold for each weight')}${key('quiet-dashed', 'never or always flagging')}<br>To the left false alarms weigh all, to the right misses; where classes are as rare as here and mistakes cost the same, the weight is the share of positives.${costs.asked !== null && ` The upright line is what was asked, ${writeNumber(costs.asked)}.`}`,
      drawing,
    )}</div>`,
  )
}
