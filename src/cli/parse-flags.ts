import { didYouMean, OptionError } from '../core/index.ts'
import type { Flag } from './flags.ts'
import { readValue } from './read-value.ts'

/** What stands on a command line, before any check of values. */
export interface ParsedLine {
  readonly operands: readonly string[]
  readonly values: Readonly<Record<string, unknown>>
}

/**
 * Tells flags from operands. `--name value`, `--name=value`, `--name` and `--no-name` for what is true or false, `--`
 * before operands that begin with a dash. Lists and records may be given more than once and add up. `elsewhere` says of
 * flags that are not among these behind which words they may stand.
 */
export function parseFlags(
  who: string,
  tokens: readonly string[],
  flags: readonly Flag[],
  elsewhere: ReadonlyMap<string, string> = new Map(),
): ParsedLine {
  const byName = new Map(flags.map((flag) => [flag.name, flag]))
  const operands: string[] = []
  const values: Record<string, unknown> = {}
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!
    if (token === '--') {
      operands.push(...tokens.slice(at + 1))
      break
    }
    if (!/^--?[^\d.]/.test(token)) {
      operands.push(token)
      continue
    }
    const equals = token.indexOf('=')
    const name = equals < 0 ? token : token.slice(0, equals)
    const attached = equals < 0 ? undefined : token.slice(equals + 1)
    const denied = byName.has(name) ? undefined : byName.get(name.replace(/^--no-/, '--'))
    if (denied?.shape.type === 'boolean' && attached === undefined) {
      store(who, values, denied, false)
      continue
    }
    const flag = byName.get(name) ?? unknownFlag(who, name, flags, elsewhere)
    if (flag.shape.type === 'boolean') {
      store(who, values, flag, attached === undefined ? true : readValue(attached, flag.shape))
      continue
    }
    const text = attached ?? tokens[++at]
    if (text === undefined || (attached === undefined && text.startsWith('--'))) {
      const hint = text === undefined ? '' : `; a value that begins with dashes is written ${name}=${text}`
      throw new OptionError(`${who}: ${name} needs a value${hint}.`)
    }
    store(who, values, flag, readValue(text, flag.shape))
  }
  return { operands, values }
}

/** Keeps a value; lists and records add up, anything else is given once. */
export function store(who: string, values: Record<string, unknown>, { name, key }: Flag, value: unknown): void {
  const before = values[key]
  if (before === undefined) values[key] = value
  else if (Array.isArray(before) && Array.isArray(value)) values[key] = [...before, ...value]
  else if (isRecord(before) && isRecord(value)) values[key] = { ...before, ...value }
  else throw new OptionError(`${who}: ${name} is given twice.`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unknownFlag(who: string, name: string, flags: readonly Flag[], elsewhere: ReadonlyMap<string, string>): never {
  const place = elsewhere.get(name)
  if (place !== undefined) throw new OptionError(`${who}: ${name} does not belong here; write it behind ${place}.`)
  const known = flags.flatMap((flag) =>
    flag.shape.type === 'boolean' ? [flag.name, flag.name.replace('--', '--no-')] : [flag.name],
  )
  const near = didYouMean(name, known)
  const advice = near.includes('did you mean') ? near : `; evenkeel ${who} --help lists them`
  throw new OptionError(`${who}: unknown option ${name}${advice}`)
}
