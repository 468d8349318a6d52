import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Classifier, FittedClassifier } from '../../src/core/index.ts'
import { ensembles } from '../../src/ensembles/index.ts'
import { decisionTree } from '../../src/models/index.ts'
import { plane } from '../sampling/plane.ts'
import { drawRegions } from './draw-regions.ts'

/** `EVENKEEL_GALLERY=write npx vitest run test/ensembles/gallery` draws the pictures anew; look at them then. */
const write = process.env['EVENKEEL_GALLERY'] === 'write'
const folder = new URL('../../docs/gallery/', import.meta.url)
const rows = plane()

test.each(Object.entries(ensembles))('the picture of %s is as it was', async (name, factory) => {
  const alone = await decisionTree().fit(rows.X, rows.y)
  const model = await (factory as unknown as () => Classifier)().fit(rows.X, rows.y)
  const drawn = drawRegions(
    name,
    rows,
    { name: 'one decision tree', model: alone, found: foundBy(alone) },
    { name, model, found: foundBy(model) },
  )
  const file = new URL(`${name}.svg`, folder)
  if (write) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, drawn)
  }
  expect(drawn).toBe(readFileSync(file, 'utf8'))
})

/** What the likelier class is worth on ten further draws of the plane. */
function foundBy(model: FittedClassifier): string {
  const rare = model.classes.indexOf('rare')
  const counts = { rare: 0, found: 0, common: 0, mistaken: 0 }
  for (let seed = 12; seed < 22; seed++) {
    const { X, y } = plane(false, seed)
    const said = model.predictProba(X)
    for (let row = 0; row < X.rowCount; row++) {
      const isTaken = said[row * 2 + rare]! >= 0.5
      if (y.codes[row] === rare) counts.found += isTaken ? 1 : 0
      else counts.mistaken += isTaken ? 1 : 0
      counts[y.codes[row] === rare ? 'rare' : 'common']++
    }
  }
  const percent = (part: number, whole: number) => `${Math.round((100 * part) / whole)} %`
  return `finds ${percent(counts.found, counts.rare)} of new rare rows, mistakes ${percent(counts.mistaken, counts.common)} of the common`
}
