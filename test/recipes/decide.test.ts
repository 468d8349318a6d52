import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { labelsFromCodes } from '../../src/core/index.ts'
import {
  calibrators,
  chooseThreshold,
  conformalThreshold,
  crossValidationFolds,
  decideByRowCosts,
  judge,
} from '../../src/evaluation/index.ts'
import { decideScores, decisionFileSchema, saveDecision } from '../../src/recipes/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-decide-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Row {
  readonly truth: 0 | 1
  readonly score: number
  readonly amount: number
  readonly part: string
}

/** Scores that rank well; as probabilities they are far too high. */
function rows(count: number, seed = 7): Row[] {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 0x7fffffff
  }
  return Array.from({ length: count }, () => {
    const truth = next() < 0.1 ? 1 : 0
    const z = (next() + next() + next() - 1.5) * 2 + (truth === 1 ? 1.6 : -0.4)
    return {
      truth,
      score: Math.round(1e6 / (1 + Math.exp(-z))) / 1e6,
      amount: Math.round(next() * 1000) / 10,
      part: ['train', 'validation', 'test'][Math.floor(next() * 3)]!,
    }
  })
}

function write(name: string, given: readonly Row[], score = (row: Row) => String(row.score)): string {
  const path = join(folder, name)
  const lines = given.map((row) => `${row.truth === 1 ? 'bad' : 'good'},${score(row)},${row.amount},${row.part}`)
  writeFileSync(path, `truth,score,amount,part\n${lines.join('\n')}\n`)
  return path
}

const truthOf = (given: readonly Row[]) => Uint8Array.from(given, ({ truth }) => truth)
const scoresOf = (given: readonly Row[]) => Float64Array.from(given, ({ score }) => score)
const flagged = (given: readonly Row[], threshold: number) => given.filter(({ score }) => score >= threshold)
const columns = { truth: 'truth', score: ['score'] }

describe('decideScores with a part column', () => {
  const given = rows(3000)
  const path = write('parts.csv', given)
  const [validation, test] = ['validation', 'test'].map((part) => given.filter((row) => row.part === part)) as [
    Row[],
    Row[],
  ]

  it('chooses on validation and judges once on test', async () => {
    const goal = { recall: 0.8, precision: 0.2 }
    const found = await decideScores(path, { ...columns, part: 'part', calibration: 'none', ...goal })
    const expected = chooseThreshold(truthOf(validation), scoresOf(validation), goal)
    const onTest = judge(truthOf(test), scoresOf(test), expected.threshold, goal)
    expect(found.decision.thresholds[0]!.threshold).toBe(expected.threshold)
    expect(found.decision.thresholds[0]).toMatchObject(expected.meeting!)
    expect(found.chosen).toMatchObject({ how: 'part', rows: validation.length, judgedRows: test.length, folds: null })
    expect(found.onJudged.classes[1]!.recall.value).toBeCloseTo(onTest.recall.value, 12)
    expect(found.asked).toMatchObject({ met: onTest.met, metOnValidation: true, assured: expected.assured })
    expect(found.asked.verdict).toContain(`with ${onTest.flagged} alerts in ${test.length} rows`)
  })

  it('says the decision on the scores as they were given, to the last bit', async () => {
    for (const calibration of ['platt', 'isotonic'] as const) {
      const found = await decideScores(path, { ...columns, part: 'part', calibration, recall: 0.7 })
      const { scoreThreshold } = found.decision
      const alerts = found.onJudged.confusion[0]![1]! + found.onJudged.confusion[1]![1]!
      expect(flagged(test, scoreThreshold!)).toHaveLength(alerts)
      const [chosen] = found.whatIf.filter((row) => row.chosen)
      expect(flagged(validation, scoreThreshold!)).toHaveLength(chosen!.alerts)
    }
  })

  it('calibrates on validation what it tells of test', async () => {
    const found = await decideScores(path, { ...columns, part: 'part' })
    expect(found.calibration.method).not.toBe('none')
    expect(found.calibration.after.logLoss!).toBeLessThan(found.calibration.before!.logLoss! - 0.1)
    expect(found.curves.reliabilityBefore).not.toBeNull()
  })

  it('keeps the conformal promise', async () => {
    const options = { ...columns, part: 'part', calibration: 'none', guarantee: 'conformal', recall: 0.9 } as const
    const found = await decideScores(path, options)
    const expected = conformalThreshold(truthOf(validation), scoresOf(validation), { recall: 0.9 })
    expect(found.decision.thresholds[0]!.threshold).toBe(expected)
    expect(found.asked.guarantee).toBe('conformal')
  })
})

describe('decideScores out of fold', () => {
  it('judges every fold by what was chosen on the others', async () => {
    const given = rows(700, 11)
    const path = write('folds.csv', given)
    const goal = { recall: 0.75 }
    const found = await decideScores(path, { ...columns, calibration: 'platt', ...goal, seed: 3 })
    const y = labelsFromCodes(Int32Array.from(truthOf(given)), ['good', 'bad'])
    const pairs = (of: readonly Row[]) => Float64Array.from(of.flatMap(({ score }) => [1 - score, score]))
    let hits = 0
    let alerts = 0
    const thresholds: number[] = []
    for (const { train, validation } of crossValidationFolds({ rowCount: 700, y }, { folds: 5, seed: 3 })) {
      const rest = Array.from(train.rows, (row) => given[row]!)
      const held = Array.from(validation.rows, (row) => given[row]!)
      const restY = labelsFromCodes(Int32Array.from(truthOf(rest)), y.classes)
      const calibrator = await calibrators.platt().fit(pairs(rest), restY)
      const positive = (of: readonly Row[]) => calibrator.transform(pairs(of)).filter((_, at) => at % 2 === 1)
      const { threshold } = chooseThreshold(truthOf(rest), positive(rest), goal)
      thresholds.push(threshold)
      for (const [at, p] of positive(held).entries()) {
        if (p < threshold) continue
        alerts++
        hits += held[at]!.truth
      }
    }
    expect(found.decision.thresholdsByFold).toEqual(thresholds)
    expect(found.onJudged.confusion[1]![1]).toBe(hits)
    expect(found.onJudged.confusion[0]![1]).toBe(alerts - hits)
    expect(found.chosen).toMatchObject({ how: 'out-of-fold', rows: 700, judgedRows: 700, folds: 5 })
  })

  it('does not believe scores that say nothing', async () => {
    const given = rows(60, 5).map((row, at) => ({ ...row, truth: at % 6 === 0 ? 1 : 0 }) as Row)
    const found = await decideScores(write('noise.csv', given), columns)
    expect(found.onJudged.figures['f1']!.value!).toBeLessThan(found.onChosen.figures['f1']!.value!)
  })

  it('takes scores in any unit, and decides the same whatever the unit', async () => {
    const given = rows(1200, 2)
    const logit = ({ score }: Row) => Math.log(score / (1 - score))
    const one = await decideScores(
      write('raw.csv', given, (row) => String(logit(row))),
      { ...columns, recall: 0.8 },
    )
    const other = await decideScores(
      write('scaled.csv', given, (row) => String(1000 + 50 * logit(row))),
      { ...columns, recall: 0.8 },
    )
    expect(one.scores.kind).toBe('raw')
    expect(one.calibration).toMatchObject({ method: 'platt', before: null })
    expect(one.onJudged.confusion).toEqual(other.onJudged.confusion)
    expect(other.decision.scoreThreshold).toBeCloseTo(1000 + 50 * one.decision.scoreThreshold!, 6)
    expect(one.calibration.after.expectedCalibrationError!).toBeLessThan(0.04)
  })

  it('keeps a budget of alerts, in rows and as a share', async () => {
    const path = write('budget.csv', rows(1000, 3))
    for (const goal of [{ alerts: 50 }, { alertRate: 0.05 }]) {
      const found = await decideScores(path, { ...columns, ...goal })
      const chosen = found.whatIf.find((row) => row.chosen)!
      expect(chosen.alerts).toBeLessThanOrEqual(50)
      expect(chosen.alerts).toBeGreaterThan(40)
      expect(found.asked.met).toBe(true)
    }
  })

  it('decides each row by its own costs', async () => {
    const given = rows(900, 9)
    const path = write('costs.csv', given)
    const options = { ...columns, part: 'part', calibration: 'platt', missCost: 'amount', falseAlarmCost: '8' } as const
    const found = await decideScores(path, options)
    const of = (part: string) => given.filter((row) => row.part === part)
    const pairs = (some: readonly Row[]) => Float64Array.from(some.flatMap(({ score }) => [1 - score, score]))
    const y = labelsFromCodes(Int32Array.from(truthOf(of('validation'))), ['good', 'bad'])
    const calibrator = await calibrators.platt().fit(pairs(of('validation')), y)
    const test = of('test')
    const decided = decideByRowCosts(
      calibrator.transform(pairs(test)).filter((_, at) => at % 2 === 1),
      { miss: Float64Array.from(test, (row) => row.amount), falseAlarm: new Float64Array(test.length).fill(8) },
    )
    const cost = test.reduce(
      (sum, { truth, amount }, at) => sum + (truth === 1 ? (decided[at] === 1 ? 0 : amount) : 8 * decided[at]!),
      0,
    )
    expect(found.decision.rule).toBe('row-costs')
    expect(found.decision.rowCosts!.perRow).toBeCloseTo(cost / test.length, 12)
    expect(found.asked.met).toBe(found.decision.rowCosts!.perRow < found.decision.rowCosts!.neverFlagging)
  })

  it('tells several classes apart, with columns in any order and in any unit', async () => {
    const names = ['a', 'b', 'c']
    let state = 1
    const next = () => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
      return state / 0x7fffffff
    }
    const made = Array.from({ length: 600 }, () => {
      const truth = next() < 0.7 ? 0 : next() < 0.7 ? 1 : 2
      return { truth, logits: names.map((_, code) => next() * 3 + (code === truth ? 1.5 : 0)) }
    })
    const file = (name: string, cells: (logits: readonly number[]) => readonly number[]) => {
      const path = join(folder, name)
      const lines = made.map(({ truth, logits: [a, b, c] }) => [names[truth], ...cells([c!, a!, b!])].join(','))
      writeFileSync(path, `t,probability of c,probability of a,probability of b\n${lines.join('\n')}\n`)
      return path
    }
    const softmax = (logits: readonly number[]) => {
      const sum = logits.reduce((total, one) => total + Math.exp(one), 0)
      return logits.map((one) => Math.exp(one) / sum)
    }
    const options = {
      truth: 't',
      score: ['probability of c', 'probability of a', 'probability of b'],
      calibration: 'none' as const,
    }
    const one = await decideScores(
      file('logits.csv', (logits) => logits),
      options,
    )
    const other = await decideScores(file('softmax.csv', softmax), options)
    expect(one.scores).toMatchObject({
      kind: 'softmax',
      columns: ['probability of a', 'probability of b', 'probability of c'],
    })
    expect(other.scores.kind).toBe('probability')
    expect(one.onJudged.confusion).toEqual(other.onJudged.confusion)
    expect(one.decision.thresholds.map((row) => row.class)).toEqual(names)
    const costs = await decideScores(join(folder, 'softmax.csv'), { ...options, costs: 'c>a=10,c>b=10' })
    expect(costs.asked.met).toBe(true)
    expect(costs.decision.rule).toBe('least-expected-cost')
  })
})

describe('decision.json', () => {
  it('is the same twice, holds to its schema and says where it does not know', async () => {
    const path = write('again.csv', rows(400, 4))
    const once = await decideScores(path, { ...columns, costs: '10:1' })
    expect(decisionFileSchema.parse(JSON.parse(JSON.stringify(once)))).toEqual(once)
    expect(await decideScores(path, { ...columns, costs: '10:1' })).toEqual(once)
    expect(once.curves.costByThreshold!.never).toBeGreaterThan(0)
    expect(JSON.stringify(once)).not.toContain(folder)
  })

  it('is written whole or not at all', async () => {
    const decision = await decideScores(write('whole.csv', rows(300, 4)), columns)
    const out = join(folder, 'whole')
    const broken = () => Promise.reject(new Error('no ink'))
    await expect(saveDecision(decision, undefined, out, [], broken)).rejects.toThrow('no ink')
    expect(existsSync(out)).toBe(false)
    expect(await saveDecision(decision, undefined, out, [], () => 'page')).toEqual(['report.html', 'decision.json'])
    expect(readdirSync(out).sort()).toEqual(['decision.json', 'report.html'])
    const stopped = { signal: AbortSignal.abort() }
    await expect(saveDecision(decision, undefined, join(folder, 'no'), [], () => 'page', stopped)).rejects.toThrow()
    expect(existsSync(join(folder, 'no'))).toBe(false)
    expect(JSON.parse(readFileSync(join(out, 'decision.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(decision)))
  })
})
