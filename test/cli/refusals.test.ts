import { linkSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build, evenkeel } from './built.ts'
import { contents, scratch, table, write } from './files.ts'

const folder = scratch()
const good = table(200)
const numbers = table(200, { categories: false })

beforeAll(async () => {
  await build()
  write(folder, 'good.csv', good)
  write(folder, 'numbers.csv', numbers)
  write(folder, 'empty.csv', '')
  write(folder, 'header.csv', 'a,n,kind,y\n')
  write(folder, 'ragged.csv', good.replace(/\n/, '\n1,2\n'))
  write(folder, 'binary.csv', Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 37) % 251)))
  write(folder, 'twice.csv', good.replace('a,n,kind,y', 'a,n,a,y'))
  write(folder, 'holes.csv', good.replace(/,no\n/, ',\n'))
  write(folder, 'one-class.csv', good.replaceAll(',yes', ',no'))
  write(folder, 'lone.csv', `${good}1,2,red,maybe\n`)
  write(folder, 'long.csv', good.replace(/\n[\d.]+,\d+,/, '\n1,9007199254740993,'))
  write(folder, 'broken.json', '{"evenkeel": 1,')
  write(folder, 'other.json', '{"evenkeel": 2}')
  write(folder, 'a-file', 'not a folder')
  symlinkSync(join(folder, 'good.csv'), join(folder, 'link.csv'))
  linkSync(join(folder, 'good.csv'), join(folder, 'hard.csv'))
  mkdirSync(join(folder, 'in-out'))
  write(join(folder, 'in-out'), 'train.balanced.csv', good)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (file: string, ...more: string[]) => ['run', file, '--target', 'y', '--out', 'out', ...more]
const smote = (file: string, out = 'out.csv', ...more: string[]) => [
  'resample',
  file,
  out,
  '--target',
  'y',
  '--method',
  'smote',
  ...more,
]

/** What is typed, how it ends and what the sentence must say. */
const refused: readonly (readonly [readonly string[], 1 | 2, RegExp])[] = [
  [run('absent.csv'), 1, /^absent\.csv: there is no such file\.$/],
  [run('.'), 1, /folder/],
  [run('empty.csv'), 1, /^empty\.csv: .*empty/],
  [run('header.csv'), 1, /^header\.csv: there is a header and no/],
  [run('ragged.csv'), 1, /^ragged\.csv: .*line 2/],
  [run('binary.csv'), 1, /^binary\.csv: .*(binary|text)/],
  [run('twice.csv'), 1, /^twice\.csv: .*"a"/],
  [run('holes.csv'), 1, /1 of 200 rows.*--drop-missing-target/],
  [run('one-class.csv'), 1, /one class only/],
  [run('lone.csv'), 1, /class "maybe" has .*one/],
  [run('long.csv'), 1, /2\^53/],
  [['run', 'good.csv', '--target', 'klass', '--out', 'out'], 1, /^good\.csv: no column "klass"; it has a, n, kind, y$/],
  [['run', 'good.csv', '--target', 'kinds', '--out', 'out'], 1, /did you mean kind\?/],
  [run('good.csv', '--positive', 'perhaps'), 2, /no class "perhaps"; it has no, yes/],
  [run('good.csv', '--keep', 'cost'), 1, /no column "cost"/],
  [run('good.csv', '--group', 'y'), 2, /both target and group/],
  [run('good.csv', '--recall', '1.5'), 2, /^run: --recall must be at most 1; it is 1\.5\.$/],
  [run('good.csv', '--recall', 'high'), 2, /^run: --recall must be a number; it is "high"\.$/],
  [run('good.csv', '--folds', '1'), 2, /^run: --folds must be at least 2; it is 1\.$/],
  [run('good.csv', '--costs', '5:1', '--recall', '0.5'), 2, /not for both/],
  [run('good.csv', '--costs', 'nonsense'), 2, /^costs: /],
  [run('good.csv', '--train', '0.5'), 2, /--train, --validation and --test must sum to 1/],
  [run('good.csv', '--calibration', 'plat'), 2, /--calibration must be one of/],
  [run('good.csv', '--candidates', 'plain,magic'), 2, /--candidates/],
  [run('good.csv', '--colums', 'a'), 2, /^run: unknown option --colums; did you mean --columns\?$/],
  [run('good.csv', '--seed', '1', '--seed', '2'), 2, /--seed is given twice/],
  [run('good.csv', 'better.csv'), 2, /one word too many/],
  [['run', 'good.csv', '--out', 'out'], 2, /^run: --target is missing/],
  [['run', 'good.csv', '--target', 'y'], 2, /^run: --out is missing/],
  [['run', 'good.csv', '--out', 'out', '--target'], 2, /--target needs a value/],
  [['run'], 2, /^run: FILE is missing/],
  [['run', 'good.csv', '--target', 'y', '--out', 'a-file'], 1, /^a-file: this is a file/],
  [['run', 'good.csv', '--target', 'y', '--out', 'a-file/below'], 1, /is a file, not a folder/],
  [['run', 'good.csv', '--target', 'y', '--out', '/proc/evenkeel'], 1, /^\/proc\/evenkeel: /],
  [['run', 'in-out/train.balanced.csv', '--target', 'y', '--out', 'in-out'], 1, /the input itself/],
  [['run', 'broken.json'], 1, /not valid JSON/],
  [['run', 'other.json'], 2, /evenkeel/],
  [['run', 'other.json', '--seed', '4'], 2, /--seed cannot stand beside a recipe/],
  [smote('good.csv'), 1, /^smote: column "kind" is a category.*--method smotenc/],
  [
    smote('numbers.csv', 'out.csv', '--k-neighbors', '30'),
    1,
    /Lower --k-neighbors or use --method random-over-sampler/,
  ],
  [smote('numbers.csv', 'out.csv', '--k-neighbors', '0'), 2, /^resample: --k-neighbors must be at least 1; it is 0\.$/],
  [
    smote('numbers.csv', 'out.csv', '--k-neigbors', '3'),
    2,
    /^resample: unknown option --k-neigbors; did you mean --k-neighbors\?$/,
  ],
  [smote('numbers.csv', 'out.csv', '--sampling-strategy', 'some'), 2, /--sampling-strategy/],
  [smote('numbers.csv', 'out.docx'), 1, /out\.docx/],
  [smote('numbers.csv', 'absent/out.csv'), 1, /absent\/out\.csv: its folder does not exist/],
  [smote('numbers.csv', '/dev/full'), 1, /^\/dev\/full: no space is left/],
  [smote('numbers.csv', '/proc/out.csv'), 1, /\/proc\/out\.csv/],
  [smote('numbers.csv', 'numbers.csv'), 1, /the input itself/],
  [smote('numbers.csv', './in-out/../numbers.csv'), 1, /the input itself/],
  [['resample', 'good.csv', 'link.csv', '--target', 'y', '--method', 'random-over-sampler'], 1, /the input itself/],
  [['resample', 'link.csv', 'good.csv', '--target', 'y', '--method', 'random-over-sampler'], 1, /the input itself/],
  [
    ['resample', 'good.csv', 'out.csv', '--target', 'y', '--method', 'smot'],
    2,
    /no method "smot"; did you mean smote\?/,
  ],
  [['resample', 'good.csv', 'out.csv', '--target', 'y'], 2, /--method is missing/],
  [['split', 'good.csv', 'good.csv', '--target', 'y'], 1, /the input itself/],
  [['split', 'lone.csv', 'parts.csv', '--target', 'y'], 1, /"maybe"/],
  [['split', 'good.csv', 'parts.csv', '--target', 'y', '--test', '0.9'], 2, /must sum to 1/],
  [['split', 'good.csv', '/dev/full', '--target', 'y'], 1, /no space is left/],
  [['apply', 'good.csv', 'good.csv', 'out.csv'], 1, /^good\.csv: this is not a model/],
  [['apply', 'absent.json', 'good.csv', 'out.csv'], 1, /^absent\.json: this model cannot be read/],
  [['audit', 'ragged.csv', '--target', 'y'], 1, /line 2/],
  [['audit', 'good.csv'], 2, /--target is missing/],
  [['doctor', 'me'], 2, /one word too many/],
  [['adit'], 2, /unknown command "adit"; did you mean audit\?/],
  [['--frobnicate'], 2, /unknown option --frobnicate/],
]

describe('what is refused', () => {
  it.concurrent.each(refused.map(([words, code, says]) => [words.join(' '), words, code, says] as const))(
    '%s',
    async (_, words, code, says) => {
      const { code: ended, stdout, stderr } = await evenkeel(words, { cwd: folder })
      expect(stderr).toMatch(/^[^\n]+\n$/)
      expect(stderr.trimEnd()).toMatch(says)
      expect(stderr).not.toMatch(/`(?!evenkeel)[a-z]\w*`|\bat .*:\d+:\d+|fault of evenkeel/)
      expect({ ended, stdout }).toEqual({ ended: code, stdout: '' })
    },
  )

  it('leaves every input as it was and no output behind', () => {
    const before = Object.keys(contents(folder))
    expect(before).toEqual(
      [
        'a-file',
        'binary.csv',
        'broken.json',
        'empty.csv',
        'good.csv',
        'hard.csv',
        'header.csv',
        'holes.csv',
        'in-out/train.balanced.csv',
        'link.csv',
        'long.csv',
        'lone.csv',
        'numbers.csv',
        'one-class.csv',
        'other.json',
        'ragged.csv',
        'twice.csv',
      ].sort(),
    )
    const fresh = scratch()
    write(fresh, 'good.csv', good)
    write(fresh, 'numbers.csv', numbers)
    const [is, was] = [contents(folder), contents(fresh)]
    expect(is['good.csv']).toBe(was['good.csv'])
    expect(is['numbers.csv']).toBe(was['numbers.csv'])
    expect(is['in-out/train.balanced.csv']).toBe(was['good.csv'])
    rmSync(fresh, { recursive: true })
  })

  it('leaves a device a device', () => {
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true)
  })

  it('tells scripts in JSON', async () => {
    const { code, stdout, stderr } = await evenkeel(['audit', 'absent.csv', '--target', 'y', '--json'], { cwd: folder })
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toEqual({
      error: { name: 'DataError', message: 'absent.csv: there is no such file.' },
    })
    expect(stderr).toBe('absent.csv: there is no such file.\n')
  })
})
