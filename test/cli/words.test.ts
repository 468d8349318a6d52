import { describe, expect, it } from 'vitest'
import { failureOf } from '../../src/cli/failure.ts'
import { flagsOf } from '../../src/cli/flags.ts'
import { inFlags } from '../../src/cli/in-flags.ts'
import { paintFor } from '../../src/cli/paint.ts'
import { wrap } from '../../src/cli/wrap.ts'
import { DataError, LeakError, MissingDependencyError, OptionError, z } from '../../src/core/index.ts'

describe('failureOf', () => {
  it('gives each kind of error its exit code and one line', () => {
    expect(failureOf(new OptionError('x must be 1.'), false)).toMatchObject({ exitCode: 2, message: 'x must be 1.' })
    for (const error of [new DataError('a\nb'), new LeakError('a'), new MissingDependencyError('p', 'It')]) {
      expect(failureOf(error, false)).toMatchObject({ exitCode: 1, name: error.name })
      expect(failureOf(error, false).message).not.toMatch(/\n|EVENKEEL_DEBUG/)
    }
    const unexpected = failureOf(new TypeError('no such thing\n  at here'), false)
    expect(unexpected.exitCode).toBe(1)
    expect(unexpected.message).toMatch(/^no such thing\. .*EVENKEEL_DEBUG=1/)
    expect(failureOf(new DataError('a'), true).exitCode).toBe(130)
    expect(failureOf('a text', false).exitCode).toBe(1)
  })
})

describe('inFlags', () => {
  const flags = flagsOf(
    z.strictObject({ kNeighbors: z.int(), types: z.record(z.string(), z.string()), format: z.string() }),
  )
  const said = (error: Error, words?: Record<string, string>) => (inFlags(error, flags, words) as Error).message

  it('says options as flags, and names of the library in the words of the command', () => {
    expect(said(new OptionError('run: `kNeighbors` must be at least 1.'))).toBe(
      'run: --k-neighbors must be at least 1.',
    )
    expect(said(new DataError('Use `smotenc` or `other`.'), { smotenc: '--method smotenc' })).toBe(
      'Use --method smotenc or `other`.',
    )
    expect(said(new DataError('Read it as text: `types` { "a b": "text" }.'))).toBe(
      'Read it as text: --types "a b=text".',
    )
  })

  it('leaves other errors, and the format of a file, alone', () => {
    const fault = new TypeError('`kNeighbors`')
    expect(inFlags(fault, flags)).toBe(fault)
    expect(said(new DataError('no format. Give `format`: csv.'))).toBe(
      'no format. Name it .csv, .tsv, .jsonl, .json or .parquet.',
    )
  })
})

describe('paintFor', () => {
  it('colors terminals alone', () => {
    const before = process.env['NO_COLOR']
    delete process.env['NO_COLOR']
    expect(paintFor({ isTTY: false }).red('a')).toBe('a')
    if (process.env['TERM'] !== 'dumb') expect(paintFor({ isTTY: true }).red('a')).toBe('\u001b[31ma\u001b[39m')
    process.env['NO_COLOR'] = '1'
    expect(paintFor({ isTTY: true }).red('a')).toBe('a')
    if (before === undefined) delete process.env['NO_COLOR']
    else process.env['NO_COLOR'] = before
  })
})

describe('wrap', () => {
  it('breaks between words, never before a percent sign, and keeps long words whole', () => {
    expect(wrap('one two three four five six', 24, 2)).toBe('  one two three four\n  five six')
    expect(wrap('it is exactly about 5.8 %', 24, 0)).toBe('it is exactly about\n5.8 %')
    expect(wrap('x'.repeat(200), 80, 1)).toBe(` ${'x'.repeat(200)}`)
  })
})
