import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { matrix } from '../../src/core/index.ts'
import {
  type MultiLabelSampler,
  multiLabelSamplers,
  regressionSamplers,
  type Sampler,
  samplers,
} from '../../src/sampling/index.ts'
import { drawLabels } from './draw-labels.ts'
import { drawScatter } from './draw-scatter.ts'
import { drawTargets } from './draw-targets.ts'
import { lineAndArms } from './line-and-arms.ts'
import { plane } from './plane.ts'
import { threeLabels } from './three-labels.ts'

/** `EVENKEEL_GALLERY=write npx vitest run test/sampling/gallery` draws the pictures anew; look at them then. */
const write = process.env['EVENKEEL_GALLERY'] === 'write'
const folder = new URL('../../docs/gallery/', import.meta.url)

/** Where the defaults are for data with more rows. */
const drawnWith: Readonly<Record<string, object>> = { kMeansSmote: { clusterBalanceThreshold: 0.2 } }

test.each(Object.entries(samplers))('the picture of %s is as it was', async (name, factory) => {
  const data = factory.reads === 'categories' ? grid(plane(false)) : plane(factory.reads === 'mixed')
  const sampler = (factory as unknown as (options: object) => Sampler)(drawnWith[name] ?? {})
  compare(name, drawScatter(name, data, await sampler.fitResample(data.X, data.y)))
})

test.each(Object.entries(regressionSamplers))('the picture of %s is as it was', async (name, factory) => {
  const data = lineAndArms()
  compare(name, drawTargets(name, data, await factory().fitResample(data.X, data.y)))
})

test.each(Object.entries(multiLabelSamplers))('the picture of %s is as it was', async (name, factory) => {
  const data = threeLabels()
  const options = 'share' in factory.optionsSchema.shape ? { share: 0.25 } : {}
  const sampler = (factory as unknown as (options: object) => MultiLabelSampler)(options)
  const told = 'share' in options ? 'with a share of 0.25' : ''
  compare(name, drawLabels(name, told, data, await sampler.fitResample(data.X, data.y)))
})

function compare(name: string, drawn: string): void {
  const file = new URL(`${name}.svg`, folder)
  if (write) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, drawn)
  }
  expect(drawn).toBe(readFileSync(file, 'utf8'))
}

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
