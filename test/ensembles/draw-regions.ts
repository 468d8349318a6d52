import type { FittedClassifier, Labels, Matrix } from '../../src/core/index.ts'
import { matrix } from '../../src/core/index.ts'
import { margin, panel, pointsBefore, reach, side, style, top } from '../sampling/draw-scatter.ts'

/** What is drawn of one model: its name, the model, and what it finds of rows that it has not seen. */
export interface Drawn {
  readonly name: string
  readonly model: FittedClassifier
  readonly found: string
}

const cellsAcross = 40
const steps = 5

/** Where two models see the rare class, the stronger the likelier, beneath the rows that they have learned from. */
export function drawRegions(title: string, rows: { X: Matrix; y: Labels }, left: Drawn, right: Drawn): string {
  const width = side * 2 + margin * 3
  const height = top + side + 64
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}: what it takes for rare">`,
    style,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="title" x="${margin}" y="34">${title}</text>`,
    panelOf(margin, rows, left),
    panelOf(side + margin * 2, rows, right),
    `<g transform="translate(${margin} ${top + side + 26})">`,
    `<text y="0">${left.name}: ${left.found}</text>`,
    `<text y="22">${right.name}: ${right.found}</text>`,
    '</g>',
    '</svg>',
  ].join('\n')}\n`
}

function panelOf(x: number, rows: { X: Matrix; y: Labels }, { name, model }: Drawn): string {
  return panel(x, name, [...regions(model), ...pointsBefore(rows)])
}

/** The plane in squares; neighbors of one shade in a row are one rectangle. */
function regions(model: FittedClassifier): string[] {
  const cell = side / cellsAcross
  const middle = (index: number) => ((index + 0.5) / cellsAcross) * 2 * reach - reach
  const points = new Float64Array(cellsAcross * cellsAcross * 2)
  for (let row = 0; row < cellsAcross; row++) {
    for (let column = 0; column < cellsAcross; column++) {
      points[(row * cellsAcross + column) * 2] = middle(column)
      points[(row * cellsAcross + column) * 2 + 1] = -middle(row)
    }
  }
  const said = model.predictProba(
    matrix(points, [
      { name: 'x', kind: 'number' },
      { name: 'y', kind: 'number' },
    ]),
  )
  const rare = model.classes.indexOf('rare')
  const shade = (at: number) => Math.round(said[at * 2 + rare]! * steps)
  const drawn: string[] = []
  for (let row = 0; row < cellsAcross; row++) {
    for (let from = 0, to = 0; from < cellsAcross; from = to) {
      const own = shade(row * cellsAcross + from)
      for (to = from + 1; to < cellsAcross && shade(row * cellsAcross + to) === own; ) to++
      if (own === 0) continue
      const opacity = ((0.5 * own) / steps).toFixed(2)
      drawn.push(
        `<rect class="rare" fill-opacity="${opacity}" x="${from * cell}" y="${row * cell}" width="${(to - from) * cell}" height="${cell}"/>`,
      )
    }
  }
  return drawn
}
