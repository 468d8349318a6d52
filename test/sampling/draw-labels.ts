import { countLabels, type Matrix, type MultiLabels } from '../../src/core/index.ts'
import { labelImbalance, type MultiLabelResampled } from '../../src/sampling/index.ts'
import { crossAt, legendLine, margin, panel, reach, side, style, top } from './draw-scatter.ts'

const barHeight = 22
const room = 3 * barHeight + 22

/** A picture of the plane before and after, a half of a circle for each label, and how many rows have each label. */
export function drawLabels(
  name: string,
  told: string,
  before: { X: Matrix; y: MultiLabels },
  after: MultiLabelResampled,
): string {
  const width = side * 2 + margin * 3
  const height = top + side + room + 56
  const times = new Int32Array(before.X.rowCount)
  for (const row of after.rows) if (row >= 0) times[row]!++
  const all = Array.from(times.keys())
  const made = Array.from(after.rows.keys()).filter((row) => after.rows[row]! < 0)
  const most = Math.max(...countLabels(before.y), ...countLabels(after.y))
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${name}: before and after">`,
    style.replace('</style>', `${ownStyle}</style>`),
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="title" x="${margin}" y="34">${name}</text>`,
    told === '' ? '' : `<text x="${margin + name.length * 11.5 + 14}" y="34">${told}</text>`,
    panel(
      margin,
      heading('before', before.y),
      all.map((row) => mark(before.X, before.y, row, 4)),
    ),
    panel(side + margin * 2, heading('after', after.y), [
      ...all.filter((row) => times[row]! > 0).map((row) => mark(before.X, before.y, row, 4 * Math.sqrt(times[row]!))),
      ...made.map((row) => mark(after.X, after.y, row, 4, ' fresh')),
      ...all.filter((row) => times[row] === 0).map((row) => crossAt(...place(before.X, row))),
    ]),
    bars(margin, before.y, most),
    bars(side + margin * 2, after.y, most),
    legend(before.y, times, made.length, height - 26),
    '</svg>',
  ]
    .filter((line) => line !== '')
    .join('\n')}\n`
}

const ownStyle = `.label0 { fill: #7b8794 } .label1 { fill: #12877b } .label2 { fill: #d4380d }
.fresh .label0, .fresh .label1, .fresh .label2 { fill-opacity: 0.45 } .rim { fill: none; stroke: #24292f; stroke-width: 1.1 }
@media (prefers-color-scheme: dark) {
.label0 { fill: #8d99a6 } .label1 { fill: #4fd1c1 } .label2 { fill: #ff8a5c } .rim { stroke: #e6e8eb }
}
`

function heading(when: string, y: MultiLabels): string {
  return `${when}: ${y.rowCount} rows, mean imbalance ${labelImbalance(y).meanIR.toFixed(2)}`
}

function place(X: Matrix, row: number): [x: number, y: number] {
  const [x, y] = [X.data[row * X.columns.length]!, X.data[row * X.columns.length + 1]!]
  return [side / 2 + (x / reach) * (side / 2), side / 2 - (y / reach) * (side / 2)]
}

/** A circle, in as many slices as the row has labels; new ones have a rim. */
function mark(X: Matrix, y: MultiLabels, row: number, size: number, kind = ''): string {
  const [x, at] = place(X, row)
  return shape(x, at, labelsOf(y, row), size, kind)
}

function labelsOf({ labels, data }: MultiLabels, row: number): number[] {
  return Array.from(labels.keys()).filter((label) => data[row * labels.length + label] === 1)
}

function shape(x: number, y: number, own: readonly number[], size: number, kind: string): string {
  const [left, right = left] = own
  const r = size.toFixed(1)
  const half = (label: number, sweep: number) =>
    `<path class="label${label}" d="M0 -${r}A${r} ${r} 0 0 ${sweep} 0 ${r}Z"/>`
  const slices =
    left === undefined
      ? ''
      : left === right
        ? `<circle class="label${left}" r="${r}"/>`
        : half(left, 0) + half(right!, 1)
  const rim = kind === '' && left !== undefined ? '' : `<circle class="rim" r="${r}"/>`
  const opacity = size > 4.5 && kind === '' ? ' fill-opacity="0.6"' : ''
  return `<g class="point${kind}" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"${opacity}>${slices}${rim}</g>`
}

/** How many rows have each label. */
function bars(left: number, y: MultiLabels, most: number): string {
  const counts = countLabels(y)
  return y.labels
    .map((label, at) => {
      const line = top + side + 20 + at * barHeight
      const length = ((side - 90) * counts[at]!) / most
      return [
        `<text x="${left}" y="${line + 12}">${label}</text>`,
        `<rect class="label${at}" x="${left + 44}" y="${line + 1}" width="${length.toFixed(1)}" height="13" rx="2"/>`,
        `<text x="${(left + 52 + length).toFixed(1)}" y="${line + 12}">${counts[at]}</text>`,
      ].join('')
    })
    .join('\n')
}

function legend(y: MultiLabels, times: Int32Array, made: number, at: number): string {
  const entries: [string, string][] = [
    ...y.labels.map((label, code): [string, string] => [shape(0, 0, [code], 4.5, ''), String(label)]),
    [shape(0, 0, [1, 2], 4.5, ''), 'two labels'],
  ]
  if (made > 0) entries.push([shape(0, 0, [2], 4.5, ' fresh'), 'new'])
  if (times.some((count) => count > 1)) entries.push([shape(0, 0, [2], 7, ''), 'repeated: area = times'])
  if (times.some((count) => count === 0)) entries.push([crossAt(0, 0), 'taken away'])
  return legendLine(entries, at)
}
