import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import type { Metrics } from '../../src/recipes/index.ts'
import { renderReport } from '../../src/report/index.ts'
import { binaryMet, binaryNotMet, manyClasses, recipe, withCosts } from './fixture.ts'

const runs: Record<string, () => Metrics> = {
  'a goal that is met': binaryMet,
  'a goal that is not met': binaryNotMet,
  costs: withCosts,
  'three classes': () => manyClasses(3),
  'fifty classes': () => manyClasses(50),
  '10,000 classes': () => manyClasses(10_000),
}

async function read(metrics: Metrics) {
  const page = await renderReport(metrics, recipe)
  const { document } = parseHTML(page)
  const all = (selector: string): Element[] => [...document.querySelectorAll(selector)]
  return { page, all, text: (selector: string) => all(selector).map((element) => plain(element.textContent ?? '')) }
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

interface Element {
  readonly textContent: string | null
  readonly children: ArrayLike<unknown>
  getAttribute(name: string): string | null
  querySelector(selector: string): Element | null
  querySelectorAll(selector: string): Iterable<Element>
}

describe.each(Object.entries(runs))('the page of %s', (_, run) => {
  test('stands alone: no script, no address, nothing to load', async () => {
    const { page, all } = await read(run())
    expect(page).not.toMatch(/https?:|url\(|@import|javascript:/i)
    expect(all('script, link, img, iframe, object, embed, base, form')).toEqual([])
    expect(all('[src], [srcset], [onload], [onclick], [onerror]')).toEqual([])
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  })

  test('is small, whole and the same whenever it is written', async () => {
    const first = await renderReport(run(), recipe)
    await renderReport(manyClasses(4), recipe)
    expect(await renderReport(run(), recipe)).toBe(first)
    expect(Buffer.byteLength(first)).toBeLessThan(400_000)
    expect(first).not.toMatch(/NaN|undefined|Infinity|\[object/)
    expect(first.endsWith('</html>\n')).toBe(true)
  })

  test('can be read by who cannot see it', async () => {
    const { all } = await read(run())
    const charts = all('svg.chart')
    expect(charts.length).toBeGreaterThan(4)
    for (const chart of charts) expect(chart.getAttribute('aria-label')?.length).toBeGreaterThan(20)
    for (const figure of all('figure')) expect(figure.querySelector('figcaption')?.textContent).toBeTruthy()
    for (const table of all('table')) {
      expect(table.querySelector('caption')?.textContent).toBeTruthy()
      const columns = table.querySelector('thead tr')?.children.length
      for (const row of table.querySelectorAll('tbody tr')) {
        expect(row.children.length).toBe(columns)
        expect(row.querySelector('th')?.getAttribute('scope')).toBe('row')
      }
    }
    const links = all('a').map((link) => link.getAttribute('href')!)
    expect(links.length).toBeGreaterThan(4)
    for (const link of links) expect(all(link)).toHaveLength(1)
    const ids = all('[id]').map((element) => element.getAttribute('id'))
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('the order of things', () => {
  test('with one class that is looked for', async () => {
    const { text } = await read(binaryMet())
    expect(text('h1, h2, h3')).toEqual([
      'Finding spam',
      '✓The goal is met',
      'In plain counts',
      'The decision rule',
      'The data',
      'What was tried',
      'The new rows',
      'Curves',
      'Right and wrong',
      'All figures',
      'Class by class',
      'What the audit found',
      '✕Errors 1',
      '!Warnings 1',
      'iNotes 1',
      'To get this again',
    ])
    expect(text('figcaption strong')).toEqual([
      'spam, asked and reached',
      'Class balance',
      'Precision at the asked recall',
      'Precision and recall of spam.',
      'Every threshold.',
      'Can the probabilities be trusted?',
    ])
  })

  test('with several classes', async () => {
    const { text } = await read(manyClasses(3))
    expect(text('h1, h2')).toEqual([
      'Telling intent apart',
      '✕The goal is not met',
      'In plain counts: the rarest class',
      'The decision rule',
      'The data',
      'What was tried',
      'The new rows',
      'Curves',
      'Right and wrong',
      'All figures',
      'Class by class',
      'What the audit found',
      'To get this again',
    ])
    expect(text('#curves figcaption strong')).toEqual(['class 2', 'class 1', 'class 0'])
  })
})

describe('what it says', () => {
  test('what was asked, whether it holds, and the rule', async () => {
    const { text } = await read(binaryMet())
    expect(text('.asked')).toEqual(['Asked: recall ≥ 0.85 and precision ≥ 0.6 for "spam"'])
    expect(text('.checks li').map((line) => line.slice(-5))).toEqual([': yes', ': yes', ': yes'])
    expect(text('.rule')).toEqual(['Say spam when its probability is at least 0.412'])
    expect(text('#rule').join()).toContain('any threshold from 0.190 to 0.630 meets what was asked')
    expect(text('.instead')).toEqual([])
  })

  test('plain counts that agree with the confusion matrix', async () => {
    const run = binaryMet()
    const [[, wrong], [missed, right]] = run.test.confusion as [[number, number], [number, number]]
    const { text, all } = await read(run)
    const caught = Math.round((right / (right + missed)) * 100)
    const sound = Math.round((right / (right + wrong)) * 100)
    expect(text('.hundred b')).toEqual([String(caught), String(sound)])
    expect(text('.volume li')).toEqual([
      `${right + wrong} rows were called spam: ${right} rightly, ${wrong} not.`,
      `${missed} spam were missed.`,
      `In every 1,000 rows, expect about ${Math.round(((right + wrong) / run.test.rows) * 1000)} alarms.`,
    ])
    expect(all('.squares .fill-accent')[0]?.getAttribute('d')?.split('M').length).toBe(caught + 1)
    const shown = text('.confusion td').map((cell) => cell.split(' ')[0])
    expect(shown).toEqual(run.test.confusion.flatMap((row) => [...row, row[0]! + row[1]!].map(String)))
  })

  test('where the goal is out of reach: the nearest point, and what each wish would cost', async () => {
    const { text } = await read(binaryNotMet())
    expect(text('.verdict h2')).toEqual(['✕The goal is not met'])
    expect(text('.instead div')).toEqual([
      'The nearest pointprecision 0.430 at recall 0.610 threshold 0.412',
      'What recall 0.85 would costprecision 0.187 at recall 0.852 threshold 0.114',
      'What precision 0.6 would costprecision 0.601 at recall 0.212 threshold 0.830',
    ])
    expect(text('#rule').join()).toContain('No threshold meets the goal on validation; this one comes nearest.')
  })

  test('where nothing was asked', async () => {
    const run = binaryMet()
    const asked = { ...run.asked, goal: null, met: null, metOnValidation: null, assured: null }
    const { text, all } = await read({ ...run, asked })
    expect(text('.verdict h2')).toEqual(['○No goal was set'])
    expect(text('#rule').join()).toContain('It gives the highest F1 on validation.')
    expect(all('.checks')).toEqual([])
    expect(all('.key .region')).toEqual([])
  })

  test('expected cost beside the rules that need no model', async () => {
    const run = withCosts()
    const { text } = await read(run)
    expect(text('#costs p')).toEqual([
      'A row costs 0.532 on test, 24 % less than the best rule without a model, always bad (0.700).',
    ])
    expect(text('#costs svg text')).toEqual(expect.arrayContaining(['this model', '0.532', 'always good', '1.500']))
    expect(text('#rule table td')).toEqual(['0', '1', '5', '0'])
    const dear = await read({ ...run, trivialCosts: [{ class: 'good', costPerRow: 0.5 }] })
    expect(dear.text('#costs p')).toEqual([
      'A row costs 0.532 on test, no better than always good (0.500): the model does not pay.',
    ])
  })

  test('accuracy never without that of the majority', async () => {
    const run = binaryMet()
    const row = (text: readonly string[]) => text.filter((line) => /accuracy/i.test(line) && !/^Balanced/.test(line))
    const { accuracy, majorityAccuracy, ...others } = run.test.figures
    const value = accuracy!.value!.toFixed(3)
    const majority = majorityAccuracy!.value!.toFixed(3)
    expect(row((await read(run)).text('#figures tbody tr'))[0]).toMatch(new RegExp(`${value}.*majority ${majority}`))
    const derived = { ...run.test, figures: { ...others, accuracy: accuracy! } }
    const line = row((await read({ ...run, test: derived })).text('#figures tbody tr'))[0]
    expect(line).toMatch(new RegExp(`${value}.*majority ${majority}`))
    const without = {
      ...run,
      test: { ...run.test, figures: others },
      validation: { ...run.validation, figures: others },
    }
    expect(row((await read(without)).text('#figures tbody tr'))).toEqual([])
  })

  test('every candidate, the winner marked, a failure explained', async () => {
    const { text } = await read(binaryMet())
    const rows = text('#candidates tbody tr')
    expect(rows).toHaveLength(6)
    expect(rows[0]).toMatch(/^plain.*0.871 0.846 to 0.891.*–/)
    expect(rows[1]).toMatch(/^weights winner/)
    expect(rows[5]).toMatch(/could not be fitted: class "spam" has 3 rows in a fold/)
    expect(text('#candidates .lead')).toEqual([binaryMet().comparison.reason])
  })

  test('where the new rows of the winner lie, and nothing where it made none', async () => {
    const { text } = await read(binaryMet())
    expect(text('#synthetic p')[0]).toMatch(/^The winner made 120 rows \(smote\)\./)
    expect(text('#synthetic tbody tr')).toEqual(['rare1200.2500.3750.50062.5 %50.0 %12.5 %37'])
    const given = binaryMet().resampling!
    const classes = given.classes.map((one) => ({ ...one, class: 'common', before: 140, after: 20, synthetic: 0 }))
    const taken = await read({ ...binaryMet(), resampling: { ...given, method: 'nearMiss', synthetic: 0, classes } })
    expect(taken.text('#synthetic p')[0]).toMatch(
      /^The winner repeats or takes away rows and makes none \(nearMiss\)\./,
    )
    expect(taken.text('#synthetic tbody tr')).toEqual(['common140200amount0.3000.200'])
    expect((await read({ ...binaryMet(), resampling: null })).text('#synthetic')).toEqual([])
  })

  test('findings with their remedies, and the command', async () => {
    const leftOut = [{ column: 'Cost Repair', reason: 'gives the answer away' }]
    const page = await renderReport(binaryMet({ leftOut }), recipe, { command: 'evenkeel run a.csv --target "b"' })
    const { document } = parseHTML(page)
    expect([...document.querySelectorAll('.remedy')].map((line) => line.textContent)).toEqual([
      '→ Left out. Use --keep "Cost Repair" if it is known when the decision is made.',
      '→ Duplicates were kept in one part; look at the 12 groups and decide which label is right.',
    ])
    expect(document.querySelector('#findings details summary')?.textContent).toBe('2 checks passed')
    expect(plain(document.querySelector('#findings table')?.textContent ?? '')).toContain('Cost Repair')
    expect(document.querySelector('pre')?.textContent).toBe('evenkeel run a.csv --target "b"')
    expect(JSON.parse(document.querySelector('#reproduce details pre')?.textContent ?? '')).toEqual(recipe)
  })
})

describe('many classes', () => {
  test('twenty of fifty stand in the confusion matrix, and no row is lost', async () => {
    const run = manyClasses(50)
    const { text, all } = await read(run)
    const rows = all('.confusion tbody tr')
    expect(rows).toHaveLength(21)
    expect(plain(rows[20]?.querySelector('th')?.textContent ?? '')).toBe('30 others')
    const sums = rows.map((row) => Number([...row.querySelectorAll('td')].at(-1)?.textContent?.replace(',', '')))
    const total = run.test.confusion.flat().reduce((a, b) => a + b, 0)
    expect(sums.reduce((a, b) => a + b, 0)).toBe(total)
    expect(text('#curves figcaption strong')).toEqual([49, 48, 47, 46, 45, 44, 43, 42].map((i) => `class ${i}`))
  })

  test('of 10,000 the worst thirty are shown, and it says so', async () => {
    const run = manyClasses(10_000)
    const { text } = await read(run)
    const worst = [...run.test.classes].sort((a, b) => (a.f1.value ?? -1) - (b.f1.value ?? -1)).slice(0, 30)
    expect(text('#classes tbody th')).toEqual(worst.map((row) => row.class))
    expect(text('#classes .note')[0]).toContain('The 30 worst of 10,000 classes')
    expect(text('#rule tbody tr')).toHaveLength(30)
    expect(text('#judged .note')).toEqual(['With this many classes the confusion matrix is not kept.'])
    expect(text('#balance figcaption')[0]).toContain('10,000 classes: the largest has 40,002 rows')
  })
})

test('the operating point lies where it should, and the asked region too', async () => {
  const run = binaryMet()
  const { all } = await read(run)
  const [chart] = all('#curves svg.chart')
  const [left, right, top, bottom] = [42, 340, 20, 310 - 38]
  const found = run.test.classes[1]!
  const point = chart!.querySelector('circle')!
  expect(Number(point.getAttribute('cx'))).toBeCloseTo(left + found.recall.value! * (right - left), 1)
  expect(Number(point.getAttribute('cy'))).toBeCloseTo(bottom - found.precision.value! * (bottom - top), 1)
  const region = chart!.querySelector('rect')!
  expect(Number(region.getAttribute('x'))).toBeCloseTo(left + 0.85 * (right - left), 0)
  expect(Number(region.getAttribute('height'))).toBeCloseTo(0.4 * (bottom - top), 0)
})

describe('texts of strangers', () => {
  const evil = '<script>alert("1")</script>'
  const image = `"'><img src=x onerror=alert(1)>`

  test('stay text wherever they stand', async () => {
    const run = binaryMet({
      names: [image, evil],
      file: `${evil}${image}.csv`,
      features: [evil, image],
      leftOut: [{ column: image, reason: evil }],
    })
    const page = await renderReport(
      {
        ...run,
        target: image,
        asked: { ...run.asked, sentence: evil, verdict: image },
        comparison: { ...run.comparison, reason: evil, criterion: image },
        candidates: run.candidates.map((row) => ({
          ...row,
          name: evil,
          description: image,
          failure: row.failure && evil,
        })),
        findings: run.findings.map((row) => ({ ...row, subject: evil, sentence: image, remedy: evil, check: image })),
        test: { ...run.test, figures: { ...run.test.figures, [evil]: { value: 1, low: 1, high: 1 } } },
      },
      { ...recipe, options: { ...recipe.options, target: evil, text: image } },
      { command: `${evil} ${image}` },
    )
    const { document } = parseHTML(page)
    expect(page).not.toMatch(/<script|<img/i)
    expect(document.querySelectorAll('script, img, [onerror], [src]')).toHaveLength(0)
    expect(document.querySelector('h1')?.textContent).toBe(`Finding ${evil}`)
    expect(document.querySelector('title')?.textContent).toContain(`Finding ${evil}`)
    expect(document.querySelector('#reproduce pre')?.textContent).toBe(`${evil} ${image}`)
  })

  test('in every class of many, and in drawings', async () => {
    const page = await renderReport(
      manyClasses(30, (i) => `${evil}${i}${image}`),
      recipe,
    )
    expect(page).not.toMatch(/<script|<img/i)
    expect(parseHTML(page).document.querySelectorAll('script, img, [onerror], [src]')).toHaveLength(0)
  })

  test('may be very long', async () => {
    const long = 'x'.repeat(20_000)
    const page = await renderReport(binaryMet({ names: ['a', long], features: [long], file: 'a.csv' }), recipe)
    expect(page.length).toBeLessThan(400_000)
  })
})
