import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Column, labels, matrix, random } from '../../src/core/index.ts'
import { type Sampler, samplers } from '../../src/sampling/index.ts'
import { drawScatter } from './draw-scatter.ts'

/** `EVENKEEL_GALLERY=write npx vitest run test/sampling/gallery` draws the pictures anew; look at them then. */
const write = process.env['EVENKEEL_GALLERY'] === 'write'
const folder = new URL('../../docs/gallery/', import.meta.url)

/** Where the defaults are for data with more rows. */
const drawnWith: Readonly<Record<string, object>> = { kMeansSmote: { clusterBalanceThreshold: 0.2 } }

test.each(Object.entries(samplers))('the picture of %s is as it was', async (name, factory) => {
  const data = factory.reads === 'categories' ? grid(plane(false)) : plane(factory.reads === 'mixed')
  const sampler = (factory as unknown as (options: object) => Sampler)(drawnWith[name] ?? {})
  const drawn = drawScatter(name, data, await sampler.fitResample(data.X, data.y))
  const file = new URL(`${name}.svg`, folder)
  if (write) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, drawn)
  }
  expect(drawn).toBe(readFileSync(file, 'utf8'))
})

/** The same plane in squares: two columns of 13 levels each, half a unit wide. */
function grid({ X, y }: ReturnType<typeof plane>) {
  const categories = Array.from('abcdefghijklm')
  const codes = X.data.map((value) => Math.min(12, Math.max(0, Math.round(value / 0.5) + 6)))
  return {
    X: matrix(codes, [
      { name: 'x', kind: 'category', categories },
      { name: 'y', kind: 'category', categories },
    ]),
    y,
  }
}

/** 140 common rows in a round cloud and 22 rare ones on an arc through its border. */
function plane(withCategory: boolean) {
  const stream = random(11)
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
