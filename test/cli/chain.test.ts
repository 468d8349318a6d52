import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { callCommand } from '../../src/cli/call-command.ts'
import { chainLines } from '../../src/cli/chain-lines.ts'
import { resampleCommand } from '../../src/cli/commands/resample.ts'
import { paintFor } from '../../src/cli/paint.ts'
import { random } from '../../src/core/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'chain-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const noise = random('cli chains').randn(200)
const rows = Array.from(
  { length: 100 },
  (_, row) => `${noise[row * 2]},${noise[row * 2 + 1]},${row % 4 === 0 ? 'b' : 'a'}`,
)
const input = join(folder, 'in.csv')
const output = join(folder, 'out.csv')
writeFileSync(input, `u,v,y\n${rows.join('\n')}\n`)

const resample = (...words: string[]) =>
  callCommand(resampleCommand, [input, output, ...words], { context: {}, paint: paintFor({ isTTY: false }), width: 80 })
const said = async (...words: string[]) => {
  const failure = await resample(...words).then(
    () => 'done',
    (error: Error) => `${error.name}: ${error.message}`,
  )
  return failure
}

describe('chainLines', () => {
  it('cuts before every further flag, in either writing, and not behind two dashes', () => {
    expect(chainLines(['a', '--x', '1', '--m', 's', '--k', '3', '--m=t', '--k', '4'], '--m')).toEqual([
      { tokens: ['a', '--x', '1', '--m', 's', '--k', '3'], word: 's' },
      { tokens: ['--m=t', '--k', '4'], word: 't' },
    ])
    expect(chainLines(['a', '--k', '3'], '--m')).toEqual([{ tokens: ['a', '--k', '3'], word: undefined }])
    expect(chainLines(['--m', 's', '--', '--m'], '--m')).toEqual([{ tokens: ['--m', 's', '--', '--m'], word: 's' }])
    expect(chainLines(['--m'], '--m')).toEqual([{ tokens: ['--m'], word: undefined }])
  })
})

describe('resample with more than one --method', () => {
  it('gives each the flags behind it, tells every step and diagnoses the whole', async () => {
    const { text, json } = await resample(
      ...['--method', 'smote', '--sampling-strategy', '0.8', '--k-neighbors', '3', '--target', 'y'],
      ...['--method', 'tomek-links', '--sampling-strategy', 'all'],
    )
    const told = json as {
      method: string
      steps: { method: string; before: number; after: number; synthetic: number }[]
      rows: { after: number; synthetic: number }
      diagnosis: { synthetic: number }
    }
    expect(told.method).toBe('smote + tomek-links')
    expect(told.steps[0]).toEqual({ method: 'smote', before: 100, after: 135, synthetic: 35 })
    expect(told.steps[1]).toMatchObject({ method: 'tomek-links', before: 135, after: told.rows.after, synthetic: 0 })
    expect(told.rows.after).toBeLessThan(135)
    expect(told.diagnosis.synthetic).toBe(told.rows.synthetic)
    expect(text).toContain('\n  smote: 100 → 135 rows\n')
    expect(text).toContain(`\n  tomek-links: 135 → ${told.rows.after} rows\n`)
    const lines = readFileSync(output, 'utf8').trim().split('\n')
    expect(lines[0]).toBe('u,v,y,source_row,parents,method')
    expect(lines).toHaveLength(told.rows.after + 1)
  })

  it('takes the flags of one before or behind it, as ever', async () => {
    const before = await resample('--k-neighbors', '3', '--target', 'y', '--method', 'smote')
    const behind = await resample('--target', 'y', '--method', 'smote', '--k-neighbors', '3')
    expect(before.json).toEqual(behind.json)
    expect((before.json as { method: string; steps: unknown[] }).steps).toHaveLength(1)
    expect(before.text).not.toContain('smote: 100')
  })

  it('tells the parts of a chain of its own by their names', async () => {
    const { json } = await resample(
      ...['--target', 'y', '--method', 'smote-enn', '--smote', 'k-neighbors=3', '--enn', 'kind-sel=mode'],
    )
    const all = await resample('--target', 'y', '--method', 'smote-enn', '--smote', 'k-neighbors=3')
    const left = (told: unknown) => (told as { rows: { after: number } }).rows.after
    expect(left(json)).toBeGreaterThan(left(all.json))
  })

  it('says which step a fault is of', async () => {
    const smote = ['--target', 'y', '--method', 'smote']
    const tomek = ['--method', 'tomek-links']
    expect(await said(...smote, ...tomek, '--k-neighbors', '3')).toBe(
      'OptionError: resample: --k-neighbors does not belong here; write it behind --method smote.',
    )
    expect(await said(...smote, '--method', 'all-knn', '--n-neighbors', '0')).toBe(
      'OptionError: resample --method all-knn: --n-neighbors must be at least 1; it is 0.',
    )
    expect(await said(...smote, '--method', 'tomek-link')).toMatch(/no method "tomek-link"; did you mean/)
    expect(await said(...smote, ...tomek, '--target', 'z')).toBe('OptionError: resample: --target is given twice.')
    expect(await said(...smote, '--seed', '1', '--seed', '2')).toBe('OptionError: resample: --seed is given twice.')
    expect(await said(...smote, '--k-neighbors', '0')).toBe(
      'OptionError: resample: --k-neighbors must be at least 1; it is 0.',
    )
    expect(await said('--target', 'y')).toMatch(/resample: --method is missing/)
    expect(await said(...smote, '--method')).toMatch(/--method needs a value/)
  })

  it('is told of in the help', async () => {
    const { text } = await resample('--help')
    expect(text.replace(/\s+/g, ' ')).toContain('given again, the next goes on with the result')
    expect(text).toContain('--method smote --sampling-strategy 0.5 --method tomek-links')
  })
})
