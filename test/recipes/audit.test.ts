import { describe, expect, it } from 'vitest'
import { random } from '../../src/core/index.ts'
import type { Finding } from '../../src/recipes/index.ts'
import { type Cell, fraudRows, numberRows, quick, threeRows, workFolder } from './data.ts'

const folder = workFolder()

const named = (findings: readonly Finding[], check: string) =>
  findings.filter((one) => one.check === check && one.severity !== 'passed')
const subjects = (findings: readonly Finding[], check: string) => named(findings, check).map(({ subject }) => subject)
const giveaways = ['predicts-alone', 'concentrates-in-one-class', 'filled-for-one-class', 'id-like']
const given = (findings: readonly Finding[]) =>
  giveaways.flatMap((check) => subjects(findings, check).map((subject) => [check, subject]))

/** Rows of `numberRows` with one more column. */
function withColumn(count: number, make: (fraud: boolean, row: number) => Cell, share = 0.12): Record<string, Cell>[] {
  return numberRows(count, share).map(({ label, ...rest }, row) => ({
    ...rest,
    extra: make(label === 'fraud', row),
    label: label!,
  }))
}

describe('class-balance and class-too-small', () => {
  it('names the rarest class with its share and warns from 1 to 4 on', async () => {
    const rows = (rare: number, rest: number) =>
      Array.from({ length: rare + rest }, (_, row) => ({ x: (row * 7919) % 1009, label: row < rare ? 'rare' : 'rest' }))
    const [even] = named(await folder.audit(rows(251, 1000), { target: 'label' }), 'class-balance')
    const [skewed] = named(await folder.audit(rows(250, 1000), { target: 'label' }), 'class-balance')
    expect([even!.severity, even!.remedy]).toEqual(['note', null])
    expect([skewed!.severity, skewed!.subject]).toEqual(['warning', 'rare'])
    expect(skewed!.sentence).toBe('"rare" has 250 of 1250 rows (20 %), 1 for every 4 of "rest".')
  })
  it('warns of fewer than 20 rows, errs below 3, counts those beyond ten', async () => {
    const rows = (sizes: readonly number[]) =>
      sizes.flatMap((size, code) =>
        Array.from({ length: size }, (_, row) => ({
          x: row * 1.5 + code / 100,
          label: `c${String(code).padStart(2, '0')}`,
        })),
      )
    const found = await folder.audit(rows([2, 3, 19, 20, 60]), { target: 'label' })
    expect(named(found, 'class-too-small').map(({ subject, severity }) => [subject, severity])).toEqual([
      ['c00', 'error'],
      ['c01', 'warning'],
      ['c02', 'warning'],
    ])
    const many = named(
      await folder.audit(rows([...Array.from({ length: 13 }, () => 5), 60]), { target: 'label' }),
      'class-too-small',
    )
    expect(many.length).toBe(11)
    expect(many[10]!.sentence).toBe('3 more classes have fewer than 20 rows.')
    expect(subjects(await folder.audit(rows([20, 60]), { target: 'label' }), 'class-too-small')).toEqual([])
  })
})

describe('columns', () => {
  it('says how much is missing and warns from half on; finds constant columns', async () => {
    const rows = numberRows(200).map((row, at) => ({
      ...row,
      some: at % 10 ? at * 1.01 : null,
      half: at % 2 ? at % 7 : null,
      same: 5,
    }))
    const found = await folder.audit(rows, { target: 'label' })
    expect(named(found, 'missing-values').map(({ subject, severity }) => [subject, severity])).toEqual([
      ['half', 'warning'],
      ['some', 'note'],
    ])
    expect(named(found, 'missing-values')[1]!.sentence).toContain('10 %')
    expect(subjects(found, 'constant-column')).toEqual(['same'])
  })
  it('stays quiet on whole columns, and about columns that are not learned from', async () => {
    const quiet = await folder.audit(numberRows(200), { target: 'label' })
    expect([...named(quiet, 'missing-values'), ...named(quiet, 'constant-column')]).toEqual([])
    expect(quiet.some(({ check, severity }) => check === 'missing-values' && severity === 'passed')).toBe(true)
    const rows = numberRows(200).map((row, at) => ({ ...row, some: at % 10 ? at : null, same: 5 }))
    const ignored = await folder.audit(rows, { target: 'label', ignore: ['some', 'same'] })
    expect([...named(ignored, 'missing-values'), ...named(ignored, 'constant-column')]).toEqual([])
  })
})

describe('duplicates', () => {
  it('counts repeated rows, and tells a text that differs in case and blanks only', async () => {
    const rows = numberRows(200)
    const found = await folder.audit([...rows, ...rows.slice(0, 5)], { target: 'label' })
    expect(named(found, 'duplicates')[0]!.sentence).toMatch(/^5 of 205 rows \(2\.44 %\)/)
    expect(named(found, 'conflicting-labels')).toEqual([])
    expect(found.some(({ check }) => check === 'duplicates-across-parts')).toBe(true)
    const texts = Array.from({ length: 40 }, (_, row) => ({
      message: `this is text number ${row}`,
      label: row % 2 ? 'a' : 'b',
    }))
    const written = [...texts, { message: 'THIS is  text number 3', label: 'b' }]
    const inTexts = await folder.audit(written, { target: 'label', text: 'message' })
    expect(named(inTexts, 'duplicates')[0]!.sentence).toMatch(/^1 of 41 rows/)
    expect(named(inTexts, 'conflicting-labels')[0]!.sentence).toMatch(/^1 set of identical rows carries/)
  })
  it('stays quiet without copies', async () => {
    const found = await folder.audit(numberRows(200), { target: 'label' })
    for (const check of ['duplicates', 'conflicting-labels', 'rebalanced-before-split', 'duplicates-across-parts']) {
      expect(named(found, check)).toEqual([])
    }
    expect(found.some(({ check }) => check === 'duplicates-across-parts')).toBe(false)
  })
  it('sees that the rare class was copied up before the split, but not copies everywhere', async () => {
    const rows = numberRows(400)
    const rare = rows.filter(({ label }) => label === 'fraud')
    const copied = await folder.audit([...rows, ...rare, ...rare], { target: 'label' })
    expect(named(copied, 'rebalanced-before-split').map(({ severity, subject }) => [severity, subject])).toEqual([
      ['error', 'fraud'],
    ])
    expect(named(await folder.audit([...rows, ...rows], { target: 'label' }), 'rebalanced-before-split')).toEqual([])
  })
})

describe('groups', () => {
  const grouped = (groups: number, rows = numberRows(300)) =>
    rows.map((row, at) => ({ ...row, who: `g${at % groups}` }))
  it('says nothing without a group', async () => {
    expect(named(await folder.audit(numberRows(200), { target: 'label' }), 'groups')).toEqual([])
  })
  it('counts them, and warns below three a fold', async () => {
    const many = await folder.audit(grouped(15), { target: 'label', group: 'who', folds: 5 })
    expect(named(many, 'groups')[0]!.sentence).toMatch(/^The rows form 15 groups.*largest holds 6\.67 %/)
    expect(named(many, 'few-groups')).toEqual([])
    expect(
      subjects(await folder.audit(grouped(14), { target: 'label', group: 'who', folds: 5 }), 'few-groups'),
    ).toEqual(['who'])
  })
  it('warns where the class to find lies in fewer than ten groups', async () => {
    const gather = (groups: number) =>
      numberRows(300).map((row, at) => ({ ...row, who: row['label'] === 'fraud' ? `f${at % groups}` : `g${at % 40}` }))
    expect(named(await folder.audit(gather(9), { target: 'label', group: 'who' }), 'class-in-few-groups').length).toBe(
      1,
    )
    expect(named(await folder.audit(gather(10), { target: 'label', group: 'who' }), 'class-in-few-groups')).toEqual([])
  })
})

describe('mistakes of the field', () => {
  it('accuracy-alone warns beyond 80 %, roc-auc-alone below 10 % of positives', async () => {
    const rows = (rare: number) =>
      Array.from({ length: 200 }, (_, row) => ({ x: (row * 7919) % 1009, label: row < rare ? 'rare' : 'rest' }))
    const severity = async (rare: number) =>
      named(await folder.audit(rows(rare), { target: 'label' }), 'accuracy-alone')[0]!.severity
    expect([await severity(40), await severity(39)]).toEqual(['note', 'warning'])
    expect(subjects(await folder.audit(rows(19), { target: 'label' }), 'roc-auc-alone')).toEqual(['rare'])
    expect(subjects(await folder.audit(rows(20), { target: 'label' }), 'roc-auc-alone')).toEqual([])
    expect(subjects(await folder.audit(threeRows(300), { target: 'grade' }), 'roc-auc-alone')).toEqual([])
  })
  it('says what a threshold of 0.5 would have hidden, with costs or several classes', async () => {
    const has = async (rows: Record<string, Cell>[], options: { target: string; costs?: string }) =>
      (await folder.audit(rows, options)).some(({ check }) => check === 'one-global-threshold')
    expect(await has(numberRows(200), { target: 'label' })).toBe(false)
    expect(await has(numberRows(200), { target: 'label', costs: '5:1' })).toBe(true)
    expect(await has(threeRows(300), { target: 'grade' })).toBe(true)
  })
})

describe('columns that give the answer away', () => {
  it('honest data have none', async () => {
    const found = await folder.audit(fraudRows(600), { target: 'label' })
    expect(given(found)).toEqual([])
    expect(found.some(({ check, severity }) => check === 'giveaways' && severity === 'passed')).toBe(true)
  })
  it('a strong but honest feature is not one', async () => {
    const noise = random(5).randn(800)
    const strong = withColumn(800, (fraud, row) => Math.round((noise[row]! + (fraud ? 2.4 : 0)) * 1000) / 1000)
    expect(given(await folder.audit(strong, { target: 'label' }))).toEqual([])
    const flag = withColumn(800, (fraud, row) => (noise[row]! + (fraud ? 1.6 : 0) > 1 ? 'yes' : 'no'))
    expect(given(await folder.audit(flag, { target: 'label' }))).toEqual([])
  })
  it.each<[string, (fraud: boolean, row: number) => Cell]>([
    ['a number', (fraud, row) => (fraud ? 10 : 0) + ((row * 37) % 100) / 50],
    ['a category', (fraud, row) => `${fraud ? 'x' : 'y'}${row % 3}`],
    [
      'a number whose two ends are the class (U-shaped)',
      (fraud, row) => (fraud ? (row % 2 ? 9 : -9) : 0) + ((row * 37) % 100) / 50,
    ],
    ['a number that is missing for the class', (fraud, row) => (fraud ? null : (row % 2) + 0.5)],
  ])('predicts-alone: %s', async (_, make) => {
    expect(given(await folder.audit(withColumn(500, make, 0.3), { target: 'label' }))).toEqual([
      ['predicts-alone', 'extra'],
    ])
  })
  it('a category of many levels foretells no row by that row itself', async () => {
    const levels = withColumn(502, (_, row) => `k${row % 251}`, 0.3)
    expect(given(await folder.audit(levels, { target: 'label' }))).toEqual([])
  })
  it('predicts-alone needs an average precision of 0.9 for a rare class, and more for a common one', async () => {
    // Of the rare class one row in `missed` looks usual; of the usual one row in `alarms` looks rare.
    const rows = (rare: number, missed: number, alarms: number) =>
      Array.from({ length: 2000 }, (_, row) => {
        const inside = row < 2000 * rare
        const odd = inside ? row % missed !== 0 : row % alarms === 0
        const other = rare < 0.5 && Math.floor(row / 3) % 2 ? 'off' : 'out'
        return {
          x: ((row * 1009) % 97) / 4,
          extra: odd ? 'x' : `y${Math.floor(row / 8) % 5}`,
          label: inside ? 'in' : other,
        }
      })
    const predicting = async (...given: Parameters<typeof rows>) =>
      subjects(await folder.audit(rows(...given), { target: 'label' }), 'predicts-alone')
    expect(await predicting(0.1, 13, 180)).toEqual([])
    expect(await predicting(0.1, 40, 180)).toEqual(['extra'])
    expect(await predicting(0.6, 9, 15)).toEqual([])
    expect(await predicting(0.6, 40, 40)).toEqual(['extra'])
  })
  it('concentrates-in-one-class needs a lift whose lower bound is 5', async () => {
    // The class has 5 % of the rows, and of the few rows where the column is not 0 a half, a quarter, or too few to tell.
    const rows = (inside: number, filled: number) =>
      Array.from({ length: 1000 }, (_, row) => ({
        x: ((row * 7919) % 1009) / 4,
        extra: row < inside || (row >= 50 && row < 50 + filled - inside) ? 1 + (row % 5) : 0,
        label: row < 50 ? 'rare' : 'rest',
      }))
    const lifted = await folder.audit(rows(40, 80), { target: 'label' })
    expect(given(lifted)).toEqual([['concentrates-in-one-class', 'extra']])
    expect(named(lifted, 'concentrates-in-one-class')[0]!.sentence).toMatch(
      /is 0 in 92 % of the rows.*at least 7\.9 times/,
    )
    expect(given(await folder.audit(rows(20, 80), { target: 'label' }))).toEqual([])
    // Six times as frequent, but on so few rows that it may be chance.
    expect(given(await folder.audit(rows(3, 10), { target: 'label' }))).toEqual([])
    expect(given(await folder.audit(rows(5, 9), { target: 'label' }))).toEqual([])
  })
  it('filled-for-one-class: filled only where the class is, though the class is not rare', async () => {
    const rows = (wrong: number) =>
      numberRows(400, 0.4).map(({ label, ...rest }, row) => ({
        ...rest,
        extra: (label === 'fraud' && row % 3 === 0) || (label !== 'fraud' && row < wrong) ? (row * 31) % 97 : null,
        label: label!,
      }))
    expect(given(await folder.audit(rows(0), { target: 'label' }))).toEqual([['filled-for-one-class', 'extra']])
    expect(given(await folder.audit(rows(40), { target: 'label' }))).toEqual([])
  })
  it('id-like: integers that count the rows and texts of their own', async () => {
    expect(
      given(
        await folder.audit(
          withColumn(200, (_, row) => 1000 + row),
          { target: 'label' },
        ),
      ),
    ).toEqual([['id-like', 'extra']])
    expect(
      given(
        await folder.audit(
          withColumn(200, (_, row) => `u${row}`),
          { target: 'label' },
        ),
      ),
    ).toEqual([['id-like', 'extra']])
  })
  it('id-like stays quiet for amounts, for distinct integers far apart and in few rows', async () => {
    expect(
      given(
        await folder.audit(
          withColumn(200, (_, row) => row * 1.37 + 0.01),
          { target: 'label' },
        ),
      ),
    ).toEqual([])
    expect(
      given(
        await folder.audit(
          withColumn(200, (_, row) => ((row * 7919) % 1009) * 3),
          { target: 'label' },
        ),
      ),
    ).toEqual([])
    expect(
      given(
        await folder.audit(
          withColumn(200, (_, row) => `u${row % 150}`),
          { target: 'label' },
        ),
      ),
    ).toEqual([])
    const few = Array.from({ length: 49 }, (_, row) => ({ extra: row, x: (row * 5) % 7, label: row % 3 ? 'a' : 'b' }))
    expect(given(await folder.audit(few, { target: 'label' }))).toEqual([])
  })
  it('are left out of the job, with the reason, unless kept', async () => {
    const rows = withColumn(400, (fraud, row) => (fraud ? 10 : 0) + ((row * 37) % 100) / 50)
    const left = await folder.run(rows, { target: 'label', candidates: [], ...quick })
    expect(left.metrics.features).toEqual(['amount', 'age', 'noise'])
    expect(left.metrics.leftOut.map(({ column }) => column)).toEqual(['extra'])
    expect(left.metrics.leftOut[0]!.reason).toMatch(/nearly predicts "fraud"|times as frequent/)
    const kept = await folder.run(rows, { target: 'label', candidates: [], keep: ['extra'], ...quick })
    expect([kept.metrics.features, kept.metrics.leftOut]).toEqual([['amount', 'age', 'noise', 'extra'], []])
    expect(kept.metrics.test.figures['averagePrecision']!.value).toBeGreaterThan(0.99)
  })
})

it('puts the gravest findings first and carries what was decided in reading', async () => {
  const rows = numberRows(300)
  const rare = rows.filter(({ label }) => label === 'fraud')
  const found = await folder.audit([...rows, ...rare, ...rare], { target: 'label' })
  const rank = ['error', 'warning', 'note', 'passed']
  expect(found.map(({ severity }) => rank.indexOf(severity))).toEqual(
    found.map(({ severity }) => rank.indexOf(severity)).sort(),
  )
  expect(found[0]!.severity).toBe('error')
})
