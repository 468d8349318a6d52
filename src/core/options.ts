import { z } from 'zod'
import { didYouMean } from './did-you-mean.ts'
import { OptionError } from './errors.ts'

export { z }

/** A declaration of options: strict, every field with a default and a description. */
export type OptionsSchema = z.ZodObject<z.ZodRawShape, z.core.$strict>

/**
 * Checks options against their declaration and fills in the defaults. `who` begins the sentence of the error:
 * ``smote: `kNeighbors` must be at least 1; it is 0.``
 */
export function parseOptions<S extends z.ZodObject>(who: string, schema: S, input: unknown): Readonly<z.output<S>> {
  // Read as it stands: it takes longer to compile a reader for one reading, and a security policy may forbid it.
  const result = schema.safeParse(input ?? {}, { jitless: true })
  if (result.success) return Object.freeze(result.data)
  throw new OptionError(describeIssue(who, schema, input, result.error.issues[0]!))
}

function describeIssue(who: string, schema: z.ZodObject, input: unknown, issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys[0]!
    return `${who}: unknown option \`${[...issue.path, unknown].join('.')}\`${didYouMean(unknown, namesAt(schema, issue.path))}`
  }
  if (issue.path.length === 0) return `${who}: the options ${requirement(issue)}; they are ${show(input)}.`
  const path = issue.path.join('.')
  const given = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  )
  const shown = given === undefined ? 'it is missing' : `it is ${show(given)}`
  return `${who}: \`${path}\` ${requirement(issue)}; ${shown}.`
}

/** The names that the object at that path of a declaration may have. */
function namesAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = schema
  for (const key of [...path, undefined]) {
    while (at instanceof z.ZodDefault || at instanceof z.ZodOptional || at instanceof z.ZodNullable) at = at.unwrap()
    if (!(at instanceof z.ZodObject)) return []
    if (key === undefined) return Object.keys(at.shape)
    at = at.shape[key as string]
  }
  return []
}

/** Texts in quotes, numbers as they are (JSON would make null of NaN), anything else as JSON, where it has one. */
function show(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  try {
    return JSON.stringify(value) ?? `a ${typeof value}`
  } catch {
    return `a ${typeof value}`
  }
}

function requirement(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`
    case 'too_big':
      return `must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`
    case 'invalid_type':
      return `must be ${article(issue.expected)} ${issue.expected === 'int' ? 'integer' : issue.expected}`
    default:
      return `is not valid (${issue.message})`
  }
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? 'an' : 'a'
}
