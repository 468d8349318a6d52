import { expect, it } from 'vitest'
import { DataError, OptionError } from '../../src/core/index.ts'
import type { RunOptions } from '../../src/recipes/index.ts'
import { type Cell, numberRows, quick, threeRows, workFolder } from './data.ts'

const folder = workFolder()
const rows = numberRows(120, 0.3)
const changed = (change: (row: Record<string, Cell>, at: number) => Record<string, Cell>) => rows.map(change)

type Refusal = [
  what: string,
  error: typeof DataError | typeof OptionError,
  message: RegExp,
  options: Partial<RunOptions>,
  rows?: Record<string, Cell>[],
]

it.each<Refusal>([
  ['an unknown target', DataError, /no column "labl"; did you mean label\?/, { target: 'labl' }],
  ['an unknown group', DataError, /no column "whom"/, { group: 'whom' }],
  ['an unknown ignored column', DataError, /no column "noize"; did you mean noise\?/, { ignore: ['noize'] }],
  ['an unknown kept column', DataError, /no column "amuont"; did you mean amount\?/, { keep: ['amuont'] }],
  ['an unknown option', OptionError, /^run: unknown option `recal`; did you mean recall\?/, { recal: 0.9 } as never],
  [
    'one column with two roles',
    OptionError,
    /column "label" cannot be both target and text\. Name two columns\./,
    { text: 'label' },
  ],
  [
    'one class',
    DataError,
    /column "label" holds one class only \(fine\); a decision needs two\.$/,
    {},
    changed((row) => ({ ...row, label: 'fine' })),
  ],
  [
    'a class of one row',
    DataError,
    /class "odd" has one row only/,
    {},
    changed((row, at) => ({ ...row, label: at === 5 ? 'odd' : row['label']! })),
  ],
  [
    'a target with holes',
    DataError,
    /column "label".*missing/,
    {},
    changed((row, at) => ({ ...row, label: at === 5 ? null : row['label']! })),
  ],
  [
    'a positive class that is not there',
    OptionError,
    /column "label" has no class "theft"; it has fine, fraud\.$/,
    { positive: 'theft' },
  ],
  [
    'costs and recall together',
    OptionError,
    /^costs: ask for costs or for recall and precision, not for both\.$/,
    { costs: '5:1', recall: 0.8 },
  ],
  ['a recall above 1', OptionError, /^run: `recall` must be at most 1; it is 1\.2\.$/, { recall: 1.2 }],
  ['a precision of 0', OptionError, /^run: `precision` must be more than 0; it is 0\.$/, { precision: 0 }],
  [
    'a ratio of costs for three classes',
    OptionError,
    /^costs: "5:1" needs two classes; there are 3\./,
    { target: 'grade', costs: '5:1' },
    threeRows(100),
  ],
  [
    'costs of an unknown class',
    OptionError,
    /^costs: no class "frad" in "frad>fine=5"; did you mean fraud\?/,
    { costs: 'frad>fine=5' },
  ],
  ['parts that do not sum to 1', OptionError, /must sum to 1; they sum to 1\.2/, { train: 0.8 }],
  [
    'nothing left to learn from',
    DataError,
    /no column is left to learn from\. amount: asked for by `ignore`/,
    { ignore: ['amount', 'age', 'noise'] },
  ],
  [
    'only columns that give the answer away',
    DataError,
    /every column seems to give the answer away \(key\)\. Name those that are known beforehand with `keep`\.$/,
    {},
    rows.map(({ label }, at) => ({ key: label === 'fraud' ? 100.5 + (at % 7) : 1.5 + (at % 7), label: label! })),
  ],
  [
    'a weight below 0',
    DataError,
    /the weights in column "w" must be at least 0/,
    { weight: 'w' },
    changed((row, at) => ({ ...row, w: at - 3 })),
  ],
  [
    'a weight that is missing',
    DataError,
    /the weight column "w" has no value in row 6\. Fill it or leave the row out\.$/,
    { weight: 'w' },
    changed((row, at) => ({ ...row, w: at === 5 ? null : 2 })),
  ],
  [
    'a time of texts',
    DataError,
    /the time column "when" holds texts; it must hold dates or numbers\.$/,
    { time: 'when' },
    changed((row, at) => ({ ...row, when: `day${at % 9}` })),
  ],
  [
    'a time that is missing',
    DataError,
    /the time column "when" has no value in row 3\./,
    { time: 'when' },
    changed((row, at) => ({ ...row, when: at === 2 ? null : at })),
  ],
])('%s is refused in a sentence', async (_, error, message, options, given = rows) => {
  const outcome = await folder
    .run(given, { target: 'label', candidates: [], ...quick, ...options })
    .catch((reason: unknown) => reason)
  expect(outcome).toBeInstanceOf(error)
  expect((outcome as Error).message).toMatch(message)
  expect((outcome as Error).message).not.toContain('\n')
})
