import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { callCommand } from '../../src/cli/call-command.ts'
import { resampleCommand } from '../../src/cli/commands/resample.ts'
import { paintFor } from '../../src/cli/paint.ts'
import { random } from '../../src/core/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'resample-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const noise = random('cli resample').randn(800)

/** Columns u, v and price, labels p and q as yes and no, the same as a list, and a class. */
function write(name: string, from: number, count: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const row = from + at
    const rare = row % 8 === 0
    const [u, v] = [noise[row * 2]! + (rare ? 2 : 0), noise[row * 2 + 1]!]
    const labels = [row % 2 === 0, rare]
    const list = ['p', 'q'].filter((_, label) => labels[label]).join(';')
    const price = Math.round(100 + 5 * v + (rare ? 90 : 0))
    return [u, v, price, ...labels.map((yes) => (yes ? 'yes' : 'no')), list, rare ? 'b' : 'a'].join(',')
  })
  const path = join(folder, name)
  writeFileSync(path, `u,v,price,p,q,list,y\n${lines.join('\n')}\n`)
  return path
}

const input = write('train.csv', 0, 200)
const apart = write('test.csv', 200, 100)
const leaking = write('leaking.csv', 190, 100)
const output = join(folder, 'out.csv')

const resample = (...words: string[]) =>
  callCommand(resampleCommand, [input, output, ...words], { context: {}, paint: paintFor({ isTTY: false }), width: 80 })
const said = (...words: string[]) =>
  resample(...words).then(
    () => 'done',
    (error: Error) => `${error.name}: ${error.message}`,
  )
const numbersOnly = ['--ignore', 'p,q,list,y']

describe('resample --method smoter and smogn', () => {
  it.each(['smoter', 'smogn'])('rebalance by a number and say how: %s', async (method) => {
    const { text, json } = await resample('--target', 'price', '--method', method, ...numbersOnly, '--seed', 'spring')
    const told = json as { method: string; target: { stretches: { rare: boolean; before: number; after: number }[] } }
    expect(told.method).toBe(method)
    const { before, after } = told.target.stretches.at(-1)!
    expect(after).toBeGreaterThan(2 * before)
    expect(text).toMatch(/\n {2}price, cut where its relevance crosses 0\.8:\n/)
    expect(text).toMatch(new RegExp(`\\n {4}\\d+ to \\d+ +${before} → ${after} {2}rare\\n`))
    expect(text).toMatch(/\n {2}mean relevance +0\.\d{3} → 0\.\d{3}\n/)
    expect(text).toMatch(/lie among other stretches/)
    expect(readFileSync(output, 'utf8')).toMatch(new RegExp(`,${method}\\n`))
  })

  it.each(['[{"value":-9,"relevance":0},{"value":100,"relevance":0},{"value":150,"relevance":1}]', '-9=0,100=0,150=1'])(
    'take the flags of the sampler, control points as JSON or as pairs: %s',
    async (points) => {
      const { json } = await resample(
        ...['--target', 'price', '--method', 'smoter', ...numbersOnly],
        ...['--control-points', points, '--k-neighbors', '3', '--threshold', '0.5'],
      )
      const controlPoints = [
        { value: -9, relevance: 0 },
        { value: 100, relevance: 0 },
        { value: 150, relevance: 1 },
      ]
      expect((json as { target: object }).target).toMatchObject({ threshold: 0.5, controlPoints })
    },
  )
})

describe('resample --method ml-ros and the others for labels', () => {
  it.each(['ml-ros', 'ml-rus', 'ml-smote', 'lp-ros', 'lp-rus'])(
    'count rows a label before and after: %s',
    async (method) => {
      const columns = await resample('--labels', 'p,q', '--method', method, '--ignore', 'list,y')
      const list = await resample('--target', 'list', '--label-delimiter', ';', '--method', method, '--ignore', 'p,q,y')
      const told = columns.json as { labels: { label: string; before: number; after: number }[]; meanImbalance: object }
      expect(told.labels.map(({ label, before }) => [label, before])).toEqual([
        ['p', 100],
        ['q', 25],
      ])
      expect((list.json as typeof told).labels).toEqual(told.labels)
      const { label, after } = told.labels[1]!
      expect(columns.text).toMatch(new RegExp(`\\n {2}${label} +25 → ${after} +4\\.00 → \\d\\.\\d\\d\\n`))
      expect(columns.text).toMatch(/\n {2}mean +2\.50 → \d\.\d\d\n/)
    },
  )
})

describe('resample --test', () => {
  const smote = ['--target', 'y', '--method', 'smote', '--ignore', 'p,q,list']

  it('says how near synthetic rows come, and that test rows are only measured', async () => {
    const { text, json } = await resample(...smote, '--test', apart)
    expect(text).toMatch(/\n {4}0 repeat a test row exactly; \d+ lie nearer to one than 99 % of the class's own rows/)
    expect(text).toMatch(/test\.csv: 100 rows, only measured, none resampled; synthetic rows compared/)
    expect(text).toMatch(/no row of .*train\.csv stands there too\n$/)
    const told = json as { test: object; diagnosis: { classes: { class: string; test: object }[] } }
    expect(told.test).toEqual({ file: 'test.csv', rows: 100, repeated: 0, leak: false })
    expect(told.diagnosis.classes.find((one) => one.class === 'b')!.test).toMatchObject({ exact: 0 })
  })

  it('warns of rows that stand in both, with the remedy', async () => {
    const { text, json } = await resample(...smote, '--test', leaking)
    expect((json as { test: object }).test).toMatchObject({ repeated: 10, leak: true })
    const flat = text.replace(/\s+/g, ' ')
    expect(flat).toMatch(/✗ a leak: 10 rows of \S+train\.csv \(5\.0 %/)
    expect(flat).toMatch(/stand in leaking\.csv too, and a model .* Take them out of .*evenkeel split, which keeps/)
  })

  it('has nothing to compare where rows are only chosen', async () => {
    const { text } = await resample('--target', 'y', '--method', 'random-under-sampler', '--test', apart)
    expect(text).toContain('none resampled; no synthetic row to compare with them')
  })
})

describe('what cannot be is refused in one sentence', () => {
  it.each([
    [['--method', 'smote'], '--target is missing. It is the column of classes that smote rebalances by.'],
    [['--method', 'smoter'], '--target is missing. It is the column of numbers that smoter rebalances by.'],
    [['--target', 'y', '--method', 'ml-ros'], '--method ml-ros is for several labels a row. Name their columns with'],
    [['--labels', 'p,q', '--method', 'smote'], '--labels is for ml-ros, ml-rus, ml-smote, lp-ros and lp-rus; --method'],
    [['--target', 'list', '--label-delimiter', ';', '--method', 'smogn'], '--label-delimiter is for ml-ros, ml-rus'],
    [['--labels', 'p', '--target', 'y', '--method', 'ml-ros'], '--target cannot stand beside --labels. Leave one'],
    [['--labels', 'p', '--method', 'ml-ros', '--drop-missing-target'], '--drop-missing-target is not for labels'],
    [['--target', 'y', '--method', 'smote', '--method', 'smoter'], 'by classes and --method smoter by numbers. Chain'],
    [['--target', 'y', '--method', 'mlsmote'], 'no method "mlsmote"; did you mean ml-smote?'],
    [['--target', 'y', '--method', 'smote', '--seed', '1.5'], '--seed is not valid (must be a whole number or a word)'],
    [['--target', 'price', '--method', 'smoter', '--share', '1'], 'unknown option --share'],
    [['--labels', 'p,p', '--method', 'ml-ros'], '--labels names "p" twice'],
  ])('%j', async (words, sentence) => {
    const message = await said(...words)
    expect(message).toMatch(/^OptionError: resample: /)
    expect(message).toContain(sentence)
  })

  it.each([
    [
      ['--target', 'y', '--method', 'smoter'],
      'target column "y" holds words, and --method smoter rebalances by a number',
    ],
    [
      ['--target', 'price', '--method', 'smoter'],
      'on which --method smoter measures no distance. Leave them to --ignore (p,',
    ],
    [['--target', 'y', '--method', 'smote', '--test', input], 'Name another file as --test.'],
  ])('%j', async (words, sentence) => {
    const message = await said(...words)
    expect(message).toMatch(/^DataError: /)
    expect(message).toContain(sentence)
  })
})

it('the help shows every method with its flags, and the flags of all families', async () => {
  const { text } = await resample('--help')
  for (const word of ['smote', 'smoter', 'smogn', 'ml-ros', 'ml-rus', 'ml-smote', 'lp-ros', 'lp-rus']) {
    expect(text).toContain(`With --method ${word}:`)
  }
  for (const flag of [
    '--labels A,B,…',
    '--label-delimiter TEXT',
    '--test TEXT',
    '--control-points VALUE=RELEVANCE,…',
    '--share N',
  ]) {
    expect(text).toContain(`  ${flag}\n`)
  }
  expect(text.replace(/\s+/g, ' ')).toContain('a held-out file with the same columns')
})
