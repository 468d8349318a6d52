import type { DecisionFile } from '../../recipes/index.ts'
import type { Pen } from '../draw.ts'
import { figure, key, section } from '../figure.ts'
import { html, type Markup } from '../html.ts'
import type { View } from '../view.ts'
import { writeNumber } from '../write-number.ts'

/** How the decision fares should classes become rarer or mistakes dearer. */
export function costCurve({ curves: { costs } }: DecisionFile, { words }: View, pen: Pen): Markup | null {
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
    figure(
      'Cost curve.',
      html`${key('second', 'this decision')}${key('accent', 'the best threshold for each weight')}${key('quiet-dashed', 'never or always flagging')}<br>To the left false alarms weigh all, to the right misses; where classes are as rare as here and mistakes cost the same, the weight is the share of positives.${costs.asked !== null && ` The upright line is what was asked, ${writeNumber(costs.asked)}.`}`,
      drawing,
    ),
  )
}
