import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { multiLabelsFromMatrix, OptionError, random } from '../../src/core/index.ts'
import { hammingLoss, multiLabelReport, subsetAccuracy } from '../../src/evaluation/index.ts'
import {
  applyFile,
  decideLabelScores,
  decideScores,
  labelDecisionSchema,
  saveLabelDecision,
} from '../../src/recipes/index.ts'
import { renderLabelDecision } from '../../src/report/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-labels-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const labels = ['toxic', 'severe_toxic', 'threat'] as const
const shares = [0.25, 0.1, 0.05]
const rowCount = 900
const normal = random(6).randn(3 * rowCount)
const dice = random(7).uniform(4 * rowCount)
const made = Array.from({ length: rowCount }, (_, row) => {
  const has = shares.map((share, label) => (dice[4 * row + label]! < share ? 1 : 0))
  const score = has.map((one, label) => 1 / (1 + Math.exp(1.5 - 2.4 * one - normal[3 * row + label]!)))
  return { has, score, part: dice[4 * row + 3]! < 0.5 ? 'validation' : 'test' }
})

function write(
  name: string,
  head: string,
  line: (row: (typeof made)[number], at: number) => readonly unknown[],
): string {
  const path = join(folder, name)
  writeFileSync(path, `${head}\n${made.map((row, at) => line(row, at).join(',')).join('\n')}\n`)
  return path
}

const head = 'p_severe_toxic,p_toxic,p_threat,toxic,severe_toxic,threat,part'
const digits = (value: number) => value.toFixed(6)
const path = write('labels.csv', head, ({ has, score: [one, two, three], part }) => [
  ...[two!, one!, three!].map(digits),
  ...has,
  part,
])

describe('decisions about several labels', () => {
  it('are those of each label alone, for goals shared and of their own', async () => {
    const found = await decideLabelScores(path, {
      labels: [...labels],
      part: 'part',
      recall: 0.8,
      precisionOf: { severe_toxic: 0.3 },
      costsOf: { threat: '20:1' },
    })
    expect(labelDecisionSchema.parse(JSON.parse(JSON.stringify(found)))).toEqual(found)
    expect(found.labels.map(({ column }) => column)).toEqual(['p_toxic', 'p_severe_toxic', 'p_threat'])
    expect(found.labels.map(({ decision }) => decision!.asked.goal)).toEqual([
      { recall: 0.8 },
      { recall: 0.8, precision: 0.3 },
      {
        costs: [
          [0, 1],
          [20, 0],
        ],
      },
    ])
    for (const [at, goal] of [{ recall: 0.8 }, { recall: 0.8, precision: 0.3 }, { costs: '20:1' }].entries()) {
      const alone = await decideScores(path, {
        truth: labels[at]!,
        score: [`p_${labels[at]}`],
        positive: '1',
        part: 'part',
        ...goal,
      })
      const own = found.labels[at]!.decision!
      expect(own.decision.scoreThreshold).toBe(alone.decision.scoreThreshold)
      expect(own.onJudged.confusion).toEqual(alone.onJudged.confusion)
      expect(own.calibration).toEqual(alone.calibration)
      expect(own.asked.met).toBe(alone.asked.met)
    }
    const unmet = found.labels.filter(({ decision }) => !decision!.asked.met).map(({ label }) => label)
    expect(found.asked).toMatchObject({ met: unmet.length === 0, missed: unmet })
    expect(found.asked.sentence).toBe(
      'recall ≥ 0.8 and precision ≥ 0.3 for "severe_toxic"; the least expected cost for "threat"; recall ≥ 0.8 for every other label',
    )
  })

  it('have the figures of all labels together, with intervals', async () => {
    const found = await decideLabelScores(path, { labels: [...labels], part: 'part', calibration: 'none' })
    const test = made.filter(({ part }) => part === 'test')
    const matrix = (cells: (row: (typeof made)[number], label: number) => number) =>
      multiLabelsFromMatrix(Uint8Array.from(test.flatMap((row) => labels.map((_, label) => cells(row, label)))), labels)
    const truth = matrix((row, label) => row.has[label]!)
    const given = matrix((row, label) =>
      Number(digits(row.score[label]!)) >= found.labels[label]!.decision!.decision.thresholds[0]!.threshold! ? 1 : 0,
    )
    const { micro, macro } = multiLabelReport(truth, given)
    const expected = {
      microPrecision: micro.precision,
      microRecall: micro.recall,
      microF1: micro.f1,
      macroPrecision: macro.precision,
      macroRecall: macro.recall,
      macroF1: macro.f1,
      subsetAccuracy: subsetAccuracy(truth, given),
      hammingLoss: hammingLoss(truth, given),
    }
    expect(Object.keys(found.onJudged.figures)).toEqual(Object.keys(expected))
    for (const [name, value] of Object.entries(expected)) {
      const figure = found.onJudged.figures[name]!
      expect(figure.value, name).toBeCloseTo(value, 12)
      expect(figure.low! < value && value < figure.high!, name).toBe(true)
    }
    const grouped = write('groups.csv', `${head},who`, ({ has, score: [one, two, three], part }, at) => [
      ...[two!, one!, three!].map(digits),
      ...has,
      part,
      at % 12,
    ])
    const byGroup = await decideLabelScores(grouped, {
      labels: [...labels],
      part: 'part',
      calibration: 'none',
      group: 'who',
    })
    expect(byGroup.onJudged.figures['microF1']!.value).toBe(found.onJudged.figures['microF1']!.value)
    expect(byGroup.onJudged.figures['microF1']!.low).not.toBe(found.onJudged.figures['microF1']!.low)
  })

  it('name why a label has none, and never give it', async () => {
    const bare = write('bare.csv', 'a,b,c,p_a,p_b,p_c', ({ has, score }, at) => [
      has[0] ? 'yes' : 'no',
      at === 3 ? 'true' : 'false',
      0,
      ...score.map(digits),
    ])
    const found = await decideLabelScores(bare, { labels: ['a', 'b', 'c'], recall: 0.5 })
    expect(found.labels.map(({ reason }) => reason)).toEqual([null, 'only 1 have "b"', 'no row has "c"'])
    expect(found.asked).toMatchObject({ met: false, missed: ['b', 'c'] })
    expect(found.asked.verdict).toBe('2 of 3 labels miss their goals: "b", "c". 2 of 3 labels get no threshold.')
    const file = join(folder, 'bare.json')
    writeFileSync(file, JSON.stringify(found))
    const out = join(folder, 'bare.decided.csv')
    const { decided } = await applyFile(file, bare, out)
    const lines = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','))
    expect(lines[0]!.slice(6)).toEqual(['probability of a', 'decision on a', 'decision on b', 'decision on c'])
    const threshold = found.labels[0]!.decision!.decision.scoreThreshold!
    for (const line of lines.slice(1)) {
      expect(line[7]).toBe(Number(line[3]) >= threshold ? '1' : '0')
      expect(line.slice(8)).toEqual(['0', '0'])
    }
    expect(decided.map(({ rows }) => rows)).toEqual([lines.filter((line) => line[7] === '1').length, 0, 0])
  })

  it('are chosen on validation for a label that no row of the test part has, and say that it was not judged', async () => {
    const part = (at: number) => (at < 450 ? 'validation' : 'test')
    const absent = write('absent.csv', 'p_a,p_b,p_c,a,b,c,part', ({ has, score }, at) => [
      ...score.map(digits),
      has[0],
      at < 450 ? has[1] : 0,
      at < 450 ? has[2] : 1,
      part(at),
    ])
    const alone = write('alone.csv', 'p_b,b', ({ has, score }, at) => [digits(score[1]!), at < 450 ? has[1] : ''])
    const found = await decideLabelScores(absent, { labels: ['a', 'b', 'c'], part: 'part', recall: 0.5 })
    const [a, b, c] = found.labels.map(({ decision }) => decision!)
    const whole = await decideScores(alone, {
      truth: 'b',
      score: ['p_b'],
      positive: '1',
      recall: 0.5,
      dropMissingTarget: true,
    })
    expect(b!.decision.scoreThreshold).toBe(whole.decision.scoreThreshold)
    expect(b!.asked).toMatchObject({
      met: null,
      metOnValidation: true,
      unjudged: 'no row of the test part has "b"',
      verdict: 'It could not be judged. Its threshold was chosen on validation, but no row of the test part has "b".',
    })
    expect(b!.onJudged.classes[1]).toMatchObject({ class: 'b', support: 0, recall: { value: null } })
    expect(c!.asked.unjudged).toBe('every row of the test part has "c"')
    expect(a!.asked.unjudged).toBeUndefined()
    expect(found.asked).toMatchObject({ met: false, missed: [], unjudged: ['b', 'c'] })
    expect(found.asked.verdict).toBe(
      'The one label that could be judged reaches its goal. "b", "c" could not be judged: their thresholds were chosen on validation alone.',
    )
    const given = found.labels.map(({ decision }) => decision!.onJudged.confusion[0]![1]!)
    expect(given[1]).toBeGreaterThan(0)
    const pages = await renderLabelDecision(found)
    expect(pages['report.html']).toContain('Not every goal could be judged')
    expect(pages['report.html']).toContain('not judged: no row of the test part has &quot;b&quot;')
    expect(pages['label-2.html']).toContain('It could not be judged')
    expect(Object.keys(pages)).toHaveLength(4)
    const file = join(folder, 'absent.json')
    writeFileSync(file, JSON.stringify(found))
    const { decided } = await applyFile(file, absent, join(folder, 'absent.decided.csv'))
    expect(decided[1]!.rows).toBeGreaterThan(0)
    expect((await decideLabelScores(absent, { labels: ['b'], part: 'part' })).asked.met).toBeNull()
  })

  it('take the probabilities that `apply` writes, beside its decisions', async () => {
    const applied = write('applied.csv', 'toxic,probability of toxic,decision on toxic', ({ has, score }) => [
      has[0],
      digits(score[0]!),
      score[0]! > 0.5 ? 1 : 0,
    ])
    const found = await decideLabelScores(applied, { labels: ['toxic'], recall: 0.5 })
    expect(found.labels[0]!.column).toBe('probability of toxic')
    writeFileSync(applied, 'toxic,p_toxic,score toxic\n1,0.5,0.5\n0,0.4,0.4\n')
    await expect(decideLabelScores(applied, { labels: ['toxic'] })).rejects.toThrow(
      'decide: several columns are named after label "toxic": p_toxic, score toxic. Name the one that holds its scores with `score`.',
    )
  })

  it('are saved whole: a page for all, and one a label', async () => {
    const found = await decideLabelScores(path, { labels: ['toxic', 'threat'], part: 'part' })
    const out = join(folder, 'out')
    const pages = () => ({ 'report.html': 'all', 'label-1.html': 'one' })
    expect(await saveLabelDecision(found, out, path, pages)).toEqual(['report.html', 'label-1.html', 'decision.json'])
    expect(readdirSync(out).sort()).toEqual(['decision.json', 'label-1.html', 'report.html'])
    expect(labelDecisionSchema.parse(JSON.parse(readFileSync(join(out, 'decision.json'), 'utf8')))).toEqual(found)
  })

  it('refuse what cannot be, with the remedy', async () => {
    const asked = (more: object) => decideLabelScores(path, { labels: [...labels], ...more })
    await expect(asked({ recallOf: { toxc: 0.5 } })).rejects.toThrow(
      'decide: `recallOf` names "toxc", which is not among `labels`; did you mean toxic?',
    )
    await expect(asked({ labels: ['toxic', 'toxic'] })).rejects.toThrow('`labels` names "toxic" twice')
    await expect(asked({ fBetaOf: { toxic: 2 }, recallOf: { toxic: 0.5 } })).rejects.toThrow(OptionError)
    await expect(asked({ missCost: '5', falseAlarmCost: '1' })).rejects.toThrow(
      'give labels their costs with `costsOf`',
    )
    await expect(asked({ score: ['p_toxic'] })).rejects.toThrow(
      'decide: no score column is named after label "severe_toxic"; name them after the labels, such as "probability of severe_toxic". There are p_toxic.',
    )
    await expect(asked({ score: ['toxic'] })).rejects.toThrow('column "toxic" cannot be both truth and score')
    const odd = write('odd.csv', 'toxic,p_toxic', ({ score }, at) => [
      at === 4 ? '' : at % 3 ? 'no' : 'yes',
      digits(score[0]!),
    ])
    await expect(decideLabelScores(odd, { labels: ['toxic'] })).rejects.toThrow(
      /column "toxic" has no value in row 5\. Write 0 where a row has not the label, or leave such rows out with `dropMissingTarget`\.$/,
    )
    expect((await decideLabelScores(odd, { labels: ['toxic'], dropMissingTarget: true })).input.rows).toBe(rowCount - 1)
    writeFileSync(odd, 'toxic,p_toxic\n1,0.5\nperhaps,0.7\n')
    await expect(decideLabelScores(odd, { labels: ['toxic'] })).rejects.toThrow(
      /says "perhaps" in row 2; it must say 1 or 0, or yes or no\. Say with `positive` what stands for the label\.$/,
    )
  })
})
