import { type Column, labels, matrix, random } from '../../src/core/index.ts'

/** 140 common rows in a round cloud and 22 rare ones on an arc through its border. */
export function plane(withCategory = false, seed = 11) {
  const stream = random(seed)
  const cloud = stream.fork('cloud').randn(280)
  const noise = stream.fork('noise').randn(44)
  const turns = stream.fork('arc').uniform(22, -0.7, 1.2)
  const columns: Column[] = [
    { name: 'x', kind: 'number' },
    { name: 'y', kind: 'number' },
  ]
  if (withCategory) columns.push({ name: 'channel', kind: 'category', categories: ['phone', 'shop', 'web'] })
  const cells: number[] = []
  for (let row = 0; row < 162; row++) {
    const rare = row >= 140
    const turn = rare ? turns[row - 140]! : 0
    const x = rare ? arc(turn)[0] + 0.28 * noise[(row - 140) * 2]! : 1.1 * cloud[row * 2]! - 0.5
    const y = rare ? arc(turn)[1] + 0.28 * noise[(row - 140) * 2 + 1]! : 1.1 * cloud[row * 2 + 1]! - 0.1
    cells.push(x, y)
    if (withCategory) cells.push(rare ? (turn < 0.05 ? 0 : turn < 0.5 ? 1 : 2) : row % 3)
  }
  const names = Array.from({ length: 162 }, (_, row) => (row < 140 ? 'common' : 'rare'))
  return { X: matrix(Float64Array.from(cells), columns), y: labels(names) }
}

/** A point of a half circle of radius 1.7, by a rational parametrization: no sine, so that all machines agree. */
function arc(turn: number): [x: number, y: number] {
  const scale = 1.7 / (1 + turn * turn)
  return [scale * (1 - turn * turn), scale * 2 * turn]
}
