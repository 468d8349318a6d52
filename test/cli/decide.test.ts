import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decisionFileSchema } from '../../src/recipes/index.ts'
import { build, evenkeel } from './built.ts'
import { contents, scratch, table, write } from './files.ts'

const folder = scratch()
const here = (name: string) => join(folder, name)
const read = (name: string) => JSON.parse(readFileSync(here(name), 'utf8'))
const decide = (...words: string[]) => evenkeel(['decide', ...words], { cwd: folder })
const data = process.env['EVENKEEL_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url))

/** The table of the other tests with the column `a` as a score, which is no probability, and `p`, which is one. */
function scores(rows: number): string {
  const [, ...lines] = table(rows).trim().split('\n')
  const made = lines.map((line, at) => {
    const [a, n, , y] = line.split(',')
    const part = ['train', 'validation', 'test'][at % 3]
    return [a, (Number(a) / 7).toFixed(4), n, ['north', 'south'][at % 2], part, y].join(',')
  })
  return `a,p,n,where,part,y\n${made.join('\n')}\n`
}

beforeAll(async () => {
  await build()
  const good = scores(900)
  write(folder, 'good.csv', good)
  write(folder, 'nan.csv', good.replace(/\n[\d.]+,[\d.]+,/, '\n,,'))
  write(folder, 'holes.csv', good.replace(/,no\n/, ',\n'))
  write(folder, 'one.csv', good.replaceAll(',yes', ',no'))
  write(folder, 'absent.csv', good.replaceAll(/validation,yes/g, 'validation,no'))
  write(
    folder,
    'three.csv',
    good.replace(
      /,no\n/g,
      (() => {
        let at = 0
        return () => (at++ % 5 === 0 ? ',maybe\n' : ',no\n')
      })(),
    ),
  )
  write(folder, 'base.csv', table(600))
  write(folder, 'fresh.csv', table(800))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('decide', () => {
  it('writes a decision and a report, and tells people and scripts', async () => {
    const words = ['good.csv', '--truth', 'y', '--score', 'p', '--recall', '0.6', '--out', 'out']
    const people = await decide(...words)
    expect(people).toMatchObject({ code: 0, stderr: '' })
    expect(people.stdout).toMatch(/^✓ The goal is met/)
    expect(people.stdout).toMatch(/rule +"yes" where p ≥ 0\.\d+, that is a calibrated probability of/)
    expect(people.stdout).toContain('There is no part column: chosen on all 900')
    expect(people.stdout).toContain('← the decision')
    expect(Object.keys(contents(here('out'))).sort()).toEqual(['decision.json', 'report.html'])
    const object = JSON.parse((await decide(...words.with(-1, 'again'), '--json', '--workers', '1')).stdout)
    const file = decisionFileSchema.parse(read('out/decision.json'))
    expect(object).toMatchObject({ out: 'again', exitCode: 0, asked: file.asked, whatIf: file.whatIf })
    expect(contents(here('again'))).toEqual(contents(here('out')))
    const page = readFileSync(here('out/report.html'), 'utf8')
    for (const id of ['verdict', 'rule', 'curves', 'alerts', 'calibration', 'cost-curve', 'judged', 'figures']) {
      expect(page).toContain(`id="${id}"`)
    }
    expect(page).toContain('held out in turn')
    expect(page).not.toMatch(/on validation|on test\b/)
  })

  it('ends with 3 where the goal is out of reach, with the nearest point', async () => {
    const words = ['--truth', 'y', '--score', 'a', '--part', 'part', '--recall', '0.99', '--precision', '0.99']
    const { code, stdout, stderr } = await decide('good.csv', ...words, '--out', 'unmet')
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' })
    expect(stdout).toMatch(/^✗ The goal is not met. On test/)
    expect(stdout).toMatch(/nearest: recall 0\.\d+ at precision 0\.\d+/)
    expect(stdout).toContain('are no probabilities')
    expect(read('unmet/decision.json')).toMatchObject({ asked: { met: false }, scores: { kind: 'raw' } })
    expect(readFileSync(here('unmet/report.html'), 'utf8')).toContain('What recall 0.99 would cost')
  })

  it('weighs costs, and those of each row', async () => {
    const words = ['good.csv', '--truth', 'y', '--score', 'p', '--part', 'part', '--json']
    const all = JSON.parse((await decide(...words, '--costs', '6:1', '--out', 'costs')).stdout)
    expect(all.decision).toMatchObject({
      rule: 'least-expected-cost',
      costs: [
        [0, 1],
        [6, 0],
      ],
    })
    expect(readFileSync(here('costs/report.html'), 'utf8')).toContain('Cost at every threshold.')
    const each = JSON.parse(
      (await decide(...words, '--miss-cost', 'n', '--false-alarm-cost', '5', '--out', 'rows')).stdout,
    )
    expect(each.decision.rule).toBe('row-costs')
    expect(each.decision.rowCosts.perRow).toBeLessThan(each.decision.rowCosts.alwaysFlagging)
    expect(each.asked.goal).toEqual({ missCost: 'n', falseAlarmCost: '5' })
  })

  it('decides about one class of several by its own score', async () => {
    const words = ['three.csv', '--truth', 'y', '--score', 'p', '--positive', 'yes', '--json', '--out', 'three']
    const { decision, chosen } = JSON.parse((await decide(...words)).stdout)
    expect(decision.thresholds[0].class).toBe('yes')
    expect(chosen.rows).toBe(900)
  })

  it('is applied to new scores, which need no truth', async () => {
    await decide('good.csv', '--truth', 'y', '--score', 'p', '--alert-rate', '0.1', '--out', 'rule')
    const [, ...lines] = readFileSync(here('good.csv'), 'utf8').trim().split('\n')
    write(folder, 'unseen.csv', `id,p\n${lines.map((line, at) => `${at},${line.split(',')[1]}`).join('\n')}\n`)
    const words = ['apply', 'rule/decision.json', 'unseen.csv', 'unseen.decided.csv']
    const { code, stdout, stderr } = await evenkeel([...words, '--json'], { cwd: folder })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { decided } = JSON.parse(stdout)
    const { whatIf, decision } = read('rule/decision.json')
    expect(decided.find((one: { class: string }) => one.class === 'yes').rows).toBe(
      whatIf.find((row: { chosen: boolean }) => row.chosen).alerts,
    )
    const [head, ...told] = readFileSync(here('unseen.decided.csv'), 'utf8').trim().split('\n')
    expect(head).toBe('id,p,probability of no,probability of yes,decision')
    for (const line of told.map((one) => one.split(','))) {
      expect(line[4]).toBe(Number(line[1]) >= decision.scoreThreshold ? 'yes' : 'no')
    }
    const wrong = await evenkeel(['apply', 'rule/decision.json', 'base.csv', 'x.csv'], { cwd: folder })
    expect(wrong.stderr).toMatch(/^base\.csv: no column "p"[^\n]+\n$/)
    expect(wrong.code).toBe(1)
    expect(existsSync(here('x.csv'))).toBe(false)
  })

  it('decides about several labels, each with a goal of its own, and applies that', async () => {
    const [, ...lines] = readFileSync(here('good.csv'), 'utf8').trim().split('\n')
    const cells = lines.map((line) => line.split(','))
    const rows = cells.map(([, p, n, , , y], at) => [p, Number(n) / 60, y === 'yes' ? 1 : 0, Number(at % 7 === 0), 0])
    write(
      folder,
      'labels.csv',
      `p_rude,p_spam,rude,spam,none,p_none\n${rows.map((row) => `${row.join(',')},0.5`).join('\n')}\n`,
    )
    const words = ['labels.csv', '--labels', 'rude,spam,none', '--recall', '0.6', '--precision-of', 'spam=0.9']
    const people = await decide(...words, '--out', 'labels')
    expect(people).toMatchObject({ code: 3, stderr: '' })
    expect(people.stdout).toMatch(
      /^✗ 2 of 3 labels miss their goals: "spam", "none"\. 1 of 3 labels get no\s+threshold\./,
    )
    expect(people.stdout).toMatch(/✓ rude +0\.\d+ +0\.\d+ +0\.\d+\n {2}✗ spam/)
    expect(people.stdout).toMatch(/✗ none +never given: no row has "none"/)
    const files = ['decision.json', 'label-1.html', 'label-2.html', 'report.html']
    expect(Object.keys(contents(here('labels'))).sort()).toEqual(files)
    const page = readFileSync(here('labels/report.html'), 'utf8')
    expect(page).toContain('Not every goal is met')
    expect(page).toContain('<a href="label-1.html"><bdi class="name">rude</bdi></a>')
    expect(page).not.toContain('href="label-3.html"')
    expect(readFileSync(here('labels/label-2.html'), 'utf8')).toContain('Deciding on <bdi class="name">spam</bdi>')
    const told = JSON.parse((await decide(...words, '--out', 'labels2', '--json')).stdout)
    expect(told).toMatchObject({ out: 'labels2', exitCode: 3, asked: { met: false, missed: ['spam', 'none'] } })
    expect(told.labels.map((one: { met: boolean | null }) => one.met)).toEqual([true, false, null])
    expect(contents(here('labels2'))).toEqual(contents(here('labels')))
    const applied = await evenkeel(['apply', 'labels/decision.json', 'labels.csv', 'labels.decided.csv', '--json'], {
      cwd: folder,
    })
    const decided = rows.filter(([p]) => Number(p) >= told.labels[0].scoreThreshold).length
    expect(JSON.parse(applied.stdout).decided[0]).toEqual({ class: 'rude', rows: decided })
  })

  it('refreshes the model of a run and leaves the old one as it was', async () => {
    const words = ['run', 'base.csv', '--target', 'y', '--recall', '0.6', '--out', 'model', '--candidates', 'plain']
    await evenkeel(words, { cwd: folder })
    const before = contents(here('model'))
    const told = await decide('fresh.csv', '--refresh', 'model/model.json', '--truth', 'y', '--out', 'new', '--json')
    expect(told.stderr).toBe('')
    const { asked, files, notes } = JSON.parse(told.stdout)
    expect(files).toEqual(['report.html', 'decision.json', 'model.json'])
    expect(asked.goal).toEqual({ recall: 0.6 })
    expect(notes).toContain('The goal is that of the run that made the model.')
    expect(contents(here('model'))).toEqual(before)
    const [old, fresh] = [read('model/model.json'), read('new/model.json')]
    expect({ ...fresh, decision: 0, calibrator: 0 }).toEqual({ ...old, decision: 0, calibrator: 0 })
    expect(fresh.decision).not.toEqual(old.decision)
    const applied = await evenkeel(['apply', 'new/model.json', 'fresh.csv', 'applied.csv', '--json'], { cwd: folder })
    const { decided } = JSON.parse(applied.stdout)
    const { whatIf } = read('new/decision.json')
    const yes = decided.find((one: { class: string }) => one.class === 'yes').rows
    expect(yes).toBe(whatIf.find((row: { chosen: boolean }) => row.chosen).alerts)
  })
})

const good = (...more: string[]) => ['good.csv', '--truth', 'y', '--score', 'p', '--out', 'no', ...more]
const other = (file: string, ...more: string[]) => [file, '--truth', 'y', '--score', 'p', '--out', 'no', ...more]

/** What is typed, how it ends and what the sentence must say. */
const refused: readonly (readonly [readonly string[], 1 | 2, RegExp])[] = [
  [['good.csv', '--score', 'p', '--out', 'no'], 2, /--truth is missing/],
  [['good.csv', '--truth', 'y', '--out', 'no'], 2, /--score is missing/],
  [['good.csv', '--truth', 'y', '--score', 'q', '--out', 'no'], 1, /no column "q"/],
  [['good.csv', '--truth', 'y', '--score', 'where', '--out', 'no'], 1, /"where" holds category values/],
  [['good.csv', '--truth', 'y', '--score', 'y', '--out', 'no'], 2, /both truth and score/],
  [other('nan.csv'), 1, /no number in row 1; scores must be finite/],
  [other('holes.csv'), 1, /no value in 1 of 900 rows.*--drop-missing-target/],
  [other('one.csv'), 1, /one class only/],
  [other('three.csv'), 2, /3 classes and there is one score column.*--positive/],
  [['three.csv', '--truth', 'y', '--score', 'a,p,n', '--out', 'no'], 2, /no score column is named after class "maybe"/],
  [other('absent.csv', '--part', 'part'), 1, /class "yes" has no row in the validation part.*--part/],
  [good('--part', 'where'), 1, /calls no row validation/],
  [good('--labels', 'y'), 2, /--truth cannot stand beside --labels/],
  [good('--recall-of', 'y=0.5'), 2, /--recall-of needs --labels/],
  [['good.csv', '--labels', 'where', '--score', 'p', '--out', 'no'], 1, /"where" says "north" in row 1; .*--positive/],
  [['good.csv', '--labels', 'y', '--score', 'p', '--out', 'no'], 2, /no score column is named after label "y"/],
  [['good.csv', '--labels', 'y', '--recall-of', 'x=0.5', '--out', 'no'], 2, /--recall-of names "x", .* --labels/],
  [['good.csv', '--labels', 'y', '--refresh', 'm.json', '--out', 'no'], 2, /--refresh cannot stand beside --labels/],
  [good('--positive', 'perhaps'), 2, /no class "perhaps"; it has no, yes/],
  [good('--recall', '1.5'), 2, /--recall must be at most 1/],
  [good('--recall', '0.8', '--costs', '5:1'), 2, /--recall or --precision or --costs, not for both/],
  [good('--alerts', '10', '--f-beta', '2'), 2, /--f-beta or --alerts, not for both/],
  [good('--miss-cost', 'n'), 2, /--false-alarm-cost and --miss-cost belong together/],
  [good('--miss-cost', 'where', '--false-alarm-cost', '1'), 1, /"where" holds category values; costs must be numbers/],
  [good('--guarantee', 'conformal'), 2, /ask for --recall alone/],
  [good('--guarantee', 'conformal', '--recall', '0.9999'), 1, /positive rows promise no recall/],
  [['good.csv', '--truth', 'y', '--score', 'a', '--calibration', 'none', '--out', 'no'], 2, /Use platt or isotonic/],
  [good('--calibration', 'plat'), 2, /--calibration must be one of/],
  [good('--refresh', 'model/model.json'), 2, /--score cannot stand beside --refresh/],
  [['fresh.csv', '--refresh', 'good.csv', '--truth', 'y', '--out', 'no'], 1, /^good\.csv: this is not a model/],
]

describe('what decide refuses', () => {
  it.concurrent.each(refused.map(([words, code, says]) => [words.join(' '), words, code, says] as const))(
    '%s',
    async (_, words, code, says) => {
      const { code: ended, stdout, stderr } = await decide(...words)
      expect(stderr).toMatch(/^[^\n]+\n$/)
      expect(stderr.trimEnd()).toMatch(says)
      expect(stderr).not.toMatch(/`(?!evenkeel)[a-z]\w*`|\bat .*:\d+:\d+|fault of evenkeel/)
      expect({ ended, stdout }).toEqual({ ended: code, stdout: '' })
    },
  )

  it('leaves nothing behind', () => expect(existsSync(here('no'))).toBe(false))
})

describe.skipIf(!existsSync(join(data, 'sms-spam.tsv')))('on real messages', () => {
  it('makes probabilities of a count of digits', async () => {
    const lines = readFileSync(join(data, 'sms-spam.tsv'), 'utf8').trim().split('\n')
    const counted = lines.map((line) => {
      const [label, ...text] = line.split('\t')
      return `${label},${text.join(' ').replace(/\D/g, '').length}`
    })
    write(folder, 'digits.csv', `label,digits\n${counted.join('\n')}\n`)
    const words = ['--truth', 'label', '--score', 'digits', '--recall', '0.85', '--precision', '0.6', '--json']
    const { code, stdout } = await decide('digits.csv', ...words, '--out', 'digits')
    const { asked, decision, calibration } = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(asked).toMatchObject({ met: true, assured: true })
    const [only] = decision.thresholds
    const alarms = counted.filter((line) => Number(line.split(',')[1]) >= decision.scoreThreshold)
    const hits = alarms.filter((line) => line.startsWith('spam')).length
    expect(only.precision.value).toBeCloseTo(hits / alarms.length, 12)
    expect(only.recall.value).toBeCloseTo(hits / counted.filter((line) => line.startsWith('spam')).length, 12)
    expect(calibration.after.expectedCalibrationError).toBeLessThan(0.02)
  })
})
