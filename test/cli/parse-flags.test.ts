import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flagName, flagsOf } from '../../src/cli/flags.ts'
import { parseFlags } from '../../src/cli/parse-flags.ts'
import { OptionError, z } from '../../src/core/index.ts'
import { readSchema, recipeOptions } from '../../src/recipes/index.ts'
import { samplers } from '../../src/sampling/index.ts'

const schema = z.strictObject({
  flag: z.boolean().default(false),
  otherFlag: z.boolean().optional(),
  text: z.string().optional(),
  share: z.number().optional(),
  kNeighbors: z.int().optional(),
  mode: z.enum(['fast', 'very slow']).optional(),
  names: z.array(z.string()).optional(),
  counts: z.record(z.string(), z.int()).optional(),
  types: z.record(z.string(), z.enum(['number', 'text'])).optional(),
})
const flags = flagsOf(schema)

/** The inverse of the parser. */
function written(options: Readonly<Record<string, unknown>>, attached: boolean): string[] {
  return Object.entries(options).flatMap(([key, value]) => {
    const name = flagName(key)
    if (typeof value === 'boolean') return [value ? name : name.replace('--', '--no-')]
    const text = format(value)
    return attached || text.startsWith('--') ? [`${name}=${text}`] : [name, text]
  })
}

function format(value: unknown): string {
  if (Array.isArray(value)) {
    const plain = value.every((item) => !item.includes(',')) && !/^(\[|$)/.test(value.join(','))
    return plain || value.length === 0 ? value.join(',') : JSON.stringify(value)
  }
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value)
    if (keys.some((key) => key.includes(',')) || keys[0]?.startsWith('{')) return JSON.stringify(value)
    return Object.entries(value)
      .map(([key, each]) => `${key}=${each}`)
      .join(',')
  }
  return String(value)
}

const name = fc.string({ maxLength: 8 })
const keys = fc.string({ minLength: 1, maxLength: 8 }).filter((key) => key !== '__proto__')
const options = fc.record(
  {
    flag: fc.boolean(),
    otherFlag: fc.boolean(),
    text: name,
    share: fc.double({ noNaN: true }),
    kNeighbors: fc.integer(),
    mode: fc.constantFrom('fast', 'very slow'),
    names: fc.array(name, { maxLength: 4 }),
    counts: fc.dictionary(keys, fc.integer(), { maxKeys: 4, noNullPrototype: true }),
    types: fc.dictionary(keys, fc.constantFrom('number', 'text'), { maxKeys: 4, noNullPrototype: true }),
  },
  { requiredKeys: [] },
)

describe('parseFlags', () => {
  it('reads back whatever options are written as flags, with operands between them', () => {
    fc.assert(
      fc.property(options, fc.boolean(), (given, attached) => {
        const tokens = ['IN', ...written(given, attached), '--', '--out']
        const { operands, values } = parseFlags('test', tokens, flags)
        expect(operands).toEqual(['IN', '--out'])
        expect(normal(values)).toEqual(normal(given))
      }),
      { numRuns: 2000 },
    )
  })

  it('never throws anything but an OptionError, whatever is typed', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...flags.map((flag) => flag.name)))), (tokens) => {
        try {
          parseFlags('test', tokens, flags)
        } catch (error) {
          expect(error).toBeInstanceOf(OptionError)
        }
      }),
    )
  })

  it('adds up lists and records that are given more than once, and refuses other flags twice', () => {
    const tokens = ['--names', 'a', '--names', 'b,c', '--counts', 'x=1', '--counts', 'y=2']
    expect(parseFlags('test', tokens, flags).values).toEqual({ names: ['a', 'b', 'c'], counts: { x: 1, y: 2 } })
    expect(() => parseFlags('test', ['--share', '1', '--share', '2'], flags)).toThrow(/--share is given twice/)
  })

  it('reads negative numbers as values', () => {
    expect(parseFlags('test', ['--share', '-0.5', '-1'], flags)).toEqual({ operands: ['-1'], values: { share: -0.5 } })
  })

  it('reads a sampling strategy as what it looks like', () => {
    const strategy = (text: string) =>
      parseFlags('test', ['--sampling-strategy', text], flagsOf(samplers.smote.optionsSchema)).values[
        'samplingStrategy'
      ]
    expect(strategy('not majority')).toBe('not majority')
    expect(strategy('0.5')).toBe(0.5)
    expect(strategy('a=5,b=7')).toEqual({ a: 5, b: 7 })
    const cleaning = parseFlags('test', ['--sampling-strategy', 'a,3'], flagsOf(samplers.tomekLinks.optionsSchema))
    expect(cleaning.values['samplingStrategy']).toEqual(['a', 3])
  })

  it('reads the options of a part as they are declared, in either writing', () => {
    const parts = (...tokens: string[]) =>
      parseFlags('test', tokens, flagsOf(samplers.smoteEnn.optionsSchema as z.ZodObject)).values
    expect(parts('--smote', 'k-neighbors=3,seed=x', '--enn', 'kindSel=mode', '--enn', 'n-neighbors=5')).toEqual({
      smote: { kNeighbors: 3, seed: 'x' },
      enn: { kindSel: 'mode', nNeighbors: 5 },
    })
    expect(parts('--enn', '{"samplingStrategy":["a",3]}')).toEqual({ enn: { samplingStrategy: ['a', 3] } })
    expect(parts('--enn', 'toString=5')).toEqual({ enn: { toString: '5' } })
  })

  it('gives every declared option one flag of its own', () => {
    const shapes = [
      z.strictObject({ ...recipeOptions.shape, ...readSchema.shape }),
      ...Object.values(samplers).map(({ optionsSchema }) => optionsSchema as z.ZodObject),
    ]
    for (const shape of shapes) {
      const names = flagsOf(shape).map((flag) => flag.name)
      expect(new Set(names).size).toBe(Object.keys(shape.shape).length)
      for (const one of names) expect(one).toMatch(/^--[a-z][a-z0-9-]*$/)
    }
  })
})

/** An empty list is written as nothing, -0 as 0. */
function normal(values: Readonly<Record<string, unknown>>): unknown {
  return JSON.parse(
    JSON.stringify(values, (_, value) => (value === Infinity || value === -Infinity ? String(value) : value)),
  )
}
