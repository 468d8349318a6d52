import { countClasses, type Labels, type Matrix } from '../../src/core/index.ts'
import type { Resampled } from '../../src/sampling/index.ts'

/** The side of a square of the plane. */
export const side = 320
export const margin = 24
export const top = 72
const colors = ['common', 'rare'] as const
/** Every picture shows the same square of the plane. */
export const reach = 3.3

/** A picture of two-dimensional data before and after a sampler: columns 0 and 1 are the plane, column 2 the mark. */
export function drawScatter(name: string, before: { X: Matrix; y: Labels }, after: Resampled): string {
  const width = side * 2 + margin * 3
  const height = top + side + 64
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${name}: before and after">`,
    style,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="title" x="${margin}" y="34">${name}</text>`,
    panel(margin, `before: ${describeCounts(before.y)}`, pointsBefore(before)),
    panel(side + margin * 2, `after: ${describeCounts(after.y)}`, pointsAfter(before, after)),
    legend(before.X, after, height - 26),
    '</svg>',
  ].join('\n')}\n`
}

/** Colors for light and dark pages. */
export const style = `<style>
text { font: 14px system-ui, sans-serif; fill: #24292f }
.title { font: bold 19px ui-monospace, monospace }
.page { fill: #fff } .panel { fill: #f6f7f9; stroke: #d0d4da }
.common { fill: #7b8794 } .rare { fill: #d4380d } .new { fill: none; stroke: #d4380d; stroke-width: 1.2 } .new.common { stroke: #4b5563 }
.gone { fill: none; stroke: #1f6feb; stroke-width: 2 }
@media (prefers-color-scheme: dark) {
text { fill: #e6e8eb } .page { fill: #15181c } .panel { fill: #1d2126; stroke: #3a414a }
.common { fill: #8d99a6 } .rare { fill: #ff8a5c } .new { stroke: #ff8a5c } .new.common { stroke: #b8c2cc } .gone { stroke: #6cb0ff }
}
</style>`

/** A square with its heading and its marks. */
export function panel(left: number, heading: string, marks: readonly string[]): string {
  return [
    `<text x="${left}" y="${top - 10}">${heading}</text>`,
    `<rect class="panel" x="${left}" y="${top}" width="${side}" height="${side}" rx="4"/>`,
    `<g transform="translate(${left} ${top})">`,
    ...marks,
    '</g>',
  ].join('\n')
}

export function pointsBefore({ X, y }: { X: Matrix; y: Labels }): string[] {
  return byClass(y, (row) => mark(X, row, colors[y.codes[row]!]!, 1))
}

/** Rows that were taken away are crosses, new rows are rings, a row that is there n times has n times the area. */
function pointsAfter(before: { X: Matrix; y: Labels }, { X, y, rows }: Resampled): string[] {
  const times = new Int32Array(before.X.rowCount)
  for (const row of rows) if (row >= 0) times[row]!++
  const kept = byClass(before.y, (row) =>
    times[row] === 0 ? '' : mark(before.X, row, colors[before.y.codes[row]!]!, times[row]!),
  )
  const made = Array.from(rows.keys())
    .filter((place) => rows[place]! < 0)
    .map((place) => mark(X, place, `new ${colors[y.codes[place]!]!}`, 0.8))
  const gone = byClass(before.y, (row) => (times[row] === 0 ? cross(before.X, row) : ''))
  return [...kept, ...made, ...gone].filter((drawn) => drawn !== '')
}

/** The common class first, so that the rare one lies on top. */
function byClass(y: Labels, draw: (row: number) => string): string[] {
  const rows = Array.from(y.codes.keys())
  return [0, 1].flatMap((code) => rows.filter((row) => y.codes[row] === code)).map(draw)
}

function place(X: Matrix, row: number): [x: number, y: number] {
  const x = position(X, row, 0, row % 5)
  const y = position(X, row, 1, Math.floor(row / 5) % 5)
  return [side / 2 + (x / reach) * (side / 2), side / 2 - (y / reach) * (side / 2)]
}

/** A level stands for half a unit around the middle level; rows of one level are spread, so that all are seen. */
function position(X: Matrix, row: number, column: number, spread: number): number {
  const value = X.data[row * X.columns.length + column]!
  const { kind, categories } = X.columns[column]!
  if (kind !== 'category') return value
  return (value - ((categories?.length ?? 1) - 1) / 2) / 2 + (spread - 2) * 0.08
}

function mark(X: Matrix, row: number, color: string, times: number): string {
  const [x, y] = place(X, row)
  const shape = X.columns.length > 2 ? X.data[row * X.columns.length + 2]! : 0
  return shapeAt(x, y, shape, color, 3.2 * Math.sqrt(times))
}

function shapeAt(x: number, y: number, shape: number, color: string, size: number): string {
  const at = (dx: number, dy: number) => `${(x + dx * size).toFixed(1)} ${(y + dy * size).toFixed(1)}`
  if (shape === 0) {
    const opacity = size > 4.2 ? ' fill-opacity="0.55"' : ''
    return `<circle class="${color}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${size.toFixed(1)}"${opacity}/>`
  }
  const corners = shape === 1 ? [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)] : [at(0, -1.4), at(1.3, 1), at(-1.3, 1)]
  return `<path class="${color}" d="M${corners.join('L')}Z"/>`
}

function cross(X: Matrix, row: number): string {
  const [x, y] = place(X, row)
  return crossAt(x, y)
}

/** What was taken away. */
export function crossAt(x: number, y: number): string {
  const at = (dx: number, dy: number) => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`
  return `<path class="gone" d="M${at(-3, -3)}L${at(3, 3)}M${at(-3, 3)}L${at(3, -3)}"/>`
}

function describeCounts(y: Labels): string {
  return Array.from(countClasses(y), (count, code) => `${y.classes[code]} ${count}`).join(', ')
}

function legend(X: Matrix, { rows, provenance, y: classes }: Resampled, y: number): string {
  const taken = X.rowCount > new Set(rows.filter((row) => row >= 0)).size
  const repeated = rows.filter((row) => row >= 0).length > new Set(rows.filter((row) => row >= 0)).size
  const entries: [string, string][] = [
    [shapeAt(0, 0, 0, 'common', 4), 'common'],
    [shapeAt(0, 0, 0, 'rare', 4), 'rare'],
  ]
  if (provenance.count > 0)
    entries.push([shapeAt(0, 0, 0, `new ${colors[classes.codes[rows.indexOf(-1)]!]!}`, 4), 'new'])
  if (repeated) entries.push([shapeAt(0, 0, 0, 'rare', 7), 'repeated: area = times'])
  if (taken) entries.push([crossAt(0, 0), 'taken away'])
  for (const [shape, level] of (X.columns[2]?.categories ?? []).entries()) {
    entries.push([shapeAt(0, 0, shape, 'common', 4), level])
  }
  return legendLine(entries, y)
}

/** Marks and what they mean, in a row. */
export function legendLine(entries: readonly (readonly [mark: string, text: string])[], y: number): string {
  let x = margin + 6
  return entries
    .map(([shape, text]) => {
      const drawn = `<g transform="translate(${x} ${y})">${shape}<text x="13" y="5">${text}</text></g>`
      x += 46 + text.length * 7.6
      return drawn
    })
    .join('\n')
}
