import type { Matrix } from '../../src/core/index.ts'
import { type RegressionResampled, type TargetStretches, targetStretches } from '../../src/sampling/index.ts'
import { crossAt, legendLine, margin, panel, reach, side, style, top } from './draw-scatter.ts'

/** How far the curve of relevance goes into a panel. */
const curveWidth = 56

/** A picture of a target (upwards) against a feature, before and after, with how much each value of the target matters. */
export function drawTargets(name: string, before: { X: Matrix; y: Float64Array }, after: RegressionResampled): string {
  const width = side * 2 + margin * 3
  const height = top + side + 64
  const cut = targetStretches(before.y, { threshold: 0.8 })
  const isRare = (value: number) => cut.relevance(value) >= cut.threshold
  const told = (y: Float64Array) => {
    const rare = y.reduce((count, value) => count + (isRare(value) ? 1 : 0), 0)
    return `ordinary ${y.length - rare}, rare ${rare}`
  }
  const dot = (row: number) => circle(before.X.data[row]!, before.y[row]!, isRare(before.y[row]!) ? 'rare' : 'common')
  const all = Array.from(before.y.keys())
  const kept = new Set(after.rows)
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${name}: before and after">`,
    style.replace('</style>', `${ownStyle}</style>`),
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="title" x="${margin}" y="34">${name}</text>`,
    panel(margin, `before: ${told(before.y)}`, [relevanceCurve(cut), ...all.map(dot)]),
    panel(side + margin * 2, `after: ${told(after.y)}`, [
      relevanceCurve(cut),
      ...all.filter((row) => kept.has(row)).map(dot),
      ...madeRows(after),
      ...all.filter((row) => !kept.has(row)).map((row) => crossAt(...place(before.X.data[row]!, before.y[row]!))),
    ]),
    legend(after, height - 26),
    '</svg>',
  ].join('\n')}\n`
}

const ownStyle = `.relevance { fill: #d4380d; fill-opacity: 0.16 } .threshold { stroke: #d4380d; stroke-dasharray: 4 4; fill: none; stroke-opacity: 0.6 }
.noisy { fill: none; stroke: #8250df; stroke-width: 1.4 }
@media (prefers-color-scheme: dark) {
.relevance { fill: #ff8a5c; fill-opacity: 0.22 } .threshold { stroke: #ff8a5c } .noisy { stroke: #c297ff }
}
`

function place(x: number, y: number): [x: number, y: number] {
  return [side / 2 + (x / reach) * (side / 2), side / 2 - (y / reach) * (side / 2)]
}

function circle(x: number, y: number, color: string): string {
  const [cx, cy] = place(x, y)
  return `<circle class="${color}" cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="3.2"/>`
}

/** New rows between two parents are rings, those of one parent and noise are squares. */
function madeRows({ X, y, rows, provenance }: RegressionResampled): string[] {
  const { parents } = provenance
  return Array.from(rows.keys())
    .filter((row) => rows[row]! < 0)
    .map((row, entry) => {
      const [x, at] = place(X.data[row]!, y[row]!)
      if (parents[entry * 2] === parents[entry * 2 + 1]) return square(x, at)
      return `<circle class="new" cx="${x.toFixed(1)}" cy="${at.toFixed(1)}" r="2.9"/>`
    })
}

function square(x: number, y: number): string {
  return `<rect class="noisy" x="${(x - 3).toFixed(1)}" y="${(y - 3).toFixed(1)}" width="6" height="6"/>`
}

/** How much a value of the target matters, from the left edge, and the values from which on it is rare. */
function relevanceCurve({ relevance, threshold }: TargetStretches): string {
  const points: string[] = []
  const crossings: number[] = []
  let before: boolean | undefined
  for (let at = 0; at <= side; at += 2) {
    const value = ((side / 2 - at) / (side / 2)) * reach
    points.push(`${(relevance(value) * curveWidth).toFixed(1)} ${at}`)
    const rare = relevance(value) >= threshold
    if (before !== undefined && rare !== before) crossings.push(at - 1)
    before = rare
  }
  return [
    `<path class="relevance" d="M0 0L${points.join('L')}L0 ${side}Z"/>`,
    ...crossings.map((at) => `<path class="threshold" d="M0 ${at}H${side}"/>`),
  ].join('\n')
}

function legend({ rows, provenance }: RegressionResampled, y: number): string {
  const entries: [string, string][] = [
    ['<circle class="common" r="4"/>', 'ordinary'],
    ['<circle class="rare" r="4"/>', 'rare'],
    ['<circle class="new" r="3.6"/>', 'new'],
  ]
  const { parents } = provenance
  const isNoisy = Array.from({ length: provenance.count }, (_, entry) => entry).some(
    (entry) => parents[entry * 2] === parents[entry * 2 + 1],
  )
  if (isNoisy) entries.push([square(0, 0), 'new, by noise'])
  if (rows.length > 0) entries.push([crossAt(0, 0), 'taken away'])
  entries.push(['<rect class="relevance" x="-8" y="-7" width="16" height="14"/>', 'relevance'])
  return legendLine(entries, y)
}
