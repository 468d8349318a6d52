import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { labels, matrix, random, split } from '../../src/core/index.ts'
import { logLoss, priorShift, splitParts } from '../../src/evaluation/index.ts'
import { logisticRegression } from '../../src/models/index.ts'

const folder = process.env['EVENKEEL_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data')
const file = join(folder, 'mammography.csv')

test.skipIf(!existsSync(file))(
  'mammography.csv: a model of under-sampled rows, corrected by priorShift, is as honest as the plain one',
  async () => {
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    const cells = lines.map((line) => line.split(','))
    const X = matrix(Float64Array.from(cells.flatMap((row) => row.slice(0, 6).map(Number))), 6)
    const y = labels(cells.map((row) => (row[6]!.includes('-1') ? 'benign' : 'cancer')))
    const { train, test } = splitParts({ rowCount: lines.length, y }, { train: 0.5, validation: 0, test: 0.5 })
    const positives = train.rows.filter((row) => y.codes[row] === 1)
    const negatives = train.rows.filter((row) => y.codes[row] === 0)
    const kept = random(1).permutation(negatives.length).slice(0, positives.length)
    const balanced = split('train', [...positives, ...Array.from(kept, (at) => negatives[at]!)])
    const share = positives.length / train.rows.length

    const answers = async (rows: typeof train) =>
      (await logisticRegression().fit(rows.of(X), rows.of(y))).predictProba(test.of(X))
    const plain = logLoss(test.of(y), await answers(train))
    const resampled = await answers(balanced)
    const before = logLoss(test.of(y), resampled)
    const after = logLoss(test.of(y), priorShift(resampled, [0.5, 0.5], [1 - share, share]))
    expect(before).toBeGreaterThan(3 * plain)
    expect(after).toBeLessThan(1.25 * plain)
  },
)
