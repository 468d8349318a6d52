import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/recipes/index.ts'
import { hasRealData, realData, workFolder } from './data.ts'

const folder = workFolder()

it('bird strikes: exactly the three costs, known only afterwards, are left out', async () => {
  const path = resolve(import.meta.dirname, '../../node_modules/vega-datasets/data/birdstrikes.csv')
  const { metrics } = folder.keep(
    await run(path, {
      target: 'Effect Amount of damage',
      positive: 'Substantial',
      candidates: [],
      folds: 2,
      repeats: 1,
    }),
  )
  const left = metrics.leftOut.filter(({ reason }) => !/free text|empty/.test(reason)).map(({ column }) => column)
  expect(left).toEqual(['Cost Other', 'Cost Repair', 'Cost Total $'])
})

describe.skipIf(!hasRealData)('real data (skipped where the data folder is absent)', () => {
  it('sms-spam: recall 0.85 at precision 0.6 is met on test', async () => {
    const read = { header: false, columns: ['label', 'message'] }
    const done = folder.keep(
      await run(join(realData, 'sms-spam.tsv'), {
        target: 'label',
        text: 'message',
        recall: 0.85,
        precision: 0.6,
        candidates: ['weights'],
        folds: 3,
        repeats: 1,
        read,
      }),
    )
    const { metrics } = done
    expect([metrics.positive, metrics.asked.met, metrics.asked.metOnValidation]).toEqual(['spam', true, true])
    const spam = metrics.test.classes.find(({ class: name }) => name === 'spam')!
    expect(spam.recall.value).toBeGreaterThanOrEqual(0.85)
    expect(spam.precision.value).toBeGreaterThanOrEqual(0.6)
  })
  it('hate-speech: the rarest class cannot be had at that price, and what comes nearest is said', async () => {
    const done = folder.keep(
      await run(join(realData, 'hate-speech.csv'), {
        target: 'class',
        text: 'tweet',
        positive: '0',
        recall: 0.85,
        precision: 0.6,
        candidates: [],
        folds: 2,
        repeats: 1,
      }),
    )
    const { asked } = done.metrics
    expect(asked.met).toBe(false)
    expect(asked.nearest!.recall).toBeGreaterThan(0)
    expect(asked.precisionAtRecall!.recall).toBeGreaterThanOrEqual(0.85)
    expect(asked.precisionAtRecall!.precision).toBeLessThan(0.6)
  })
  it('german-credit: at 5 to 1 deciding costs less than either constant rule', async () => {
    const { metrics } = folder.keep(
      await run(join(realData, 'german-credit.csv'), {
        target: 'column21',
        costs: '2>1=5,1>2=1',
        candidates: ['weights'],
        folds: 5,
        repeats: 1,
        read: { header: false },
      }),
    )
    expect(metrics.asked.met).toBe(true)
    for (const rule of metrics.trivialCosts!)
      expect(metrics.test.figures['costPerRow']!.value!).toBeLessThan(rule.costPerRow)
  })
})
