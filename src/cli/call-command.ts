import { type Context, OptionError, parseOptions, z } from '../core/index.ts'
import type { Command, Outcome } from './command.ts'
import { commandHelp } from './command-help.ts'
import { commonOptions } from './common-options.ts'
import { type Flag, flagsOf } from './flags.ts'
import { inFlags } from './in-flags.ts'
import type { Paint } from './paint.ts'
import { parseFlags } from './parse-flags.ts'

/** What surrounds a call: nothing of it changes a result. */
export interface Surroundings {
  readonly context: Context
  readonly paint: Paint
  readonly width: number
}

/** Understands the words after the name of a command and does what they say. Messages speak of flags. */
export async function callCommand(
  command: Command,
  tokens: readonly string[],
  { context, paint, width }: Surroundings,
): Promise<Outcome> {
  const { name } = command
  if (tokens.some((token) => token === '--help' || token === '-h')) {
    return { text: commandHelp(command, width), json: { help: commandHelp(command, 80) } }
  }
  const base = z.strictObject({ ...command.options.shape, ...commonOptions.shape })
  const schema = command.more?.(firstLook(tokens, flagsOf(base)))
  const flags = [...flagsOf(base), ...(schema ? flagsOf(schema) : [])]
  try {
    const { operands, values } = parseFlags(name, tokens, flags)
    checkOperands(command, operands)
    for (const flag of flags) {
      if (flag.required && values[flag.key] === undefined) {
        throw new OptionError(`${name}: ${flag.name} is missing. It is ${flag.describe}.`)
      }
    }
    const [own, further] = part(values, base)
    const { json: _json, workers, help: _help, ...options } = parseOptions(name, base, own)
    return await command.execute({
      operands,
      options,
      more: schema ? parseOptions(name, schema, further) : {},
      given: Object.keys(values),
      context: { ...context, workers: workers as number | undefined },
      paint,
      width,
    })
  } catch (error) {
    throw inFlags(error, flags, command.words)
  }
}

/** The value of the flags that bring further flags, before those are known. */
function firstLook(tokens: readonly string[], flags: readonly Flag[]): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const { name, key } of flags) {
    const at = tokens.indexOf(name)
    if (at >= 0) found[key] = tokens[at + 1]
    const attached = tokens.find((token) => token.startsWith(`${name}=`))
    if (attached !== undefined) found[key] = attached.slice(name.length + 1)
  }
  return found
}

function part(values: Readonly<Record<string, unknown>>, base: z.ZodObject) {
  const entries = Object.entries(values)
  return [
    Object.fromEntries(entries.filter(([key]) => key in base.shape)),
    Object.fromEntries(entries.filter(([key]) => !(key in base.shape))),
  ] as const
}

function checkOperands({ name, operands }: Command, given: readonly string[]): void {
  const missing = operands[given.length]
  if (missing) {
    throw new OptionError(`${name}: ${missing.name} is missing. It is ${missing.describe}.`)
  }
  const extra = given[operands.length]
  if (extra !== undefined) {
    const takes = operands.length === 0 ? 'nothing' : operands.map((operand) => operand.name).join(' ')
    throw new OptionError(`${name}: "${extra}" is one word too many; it takes ${takes}. Quote names that hold blanks.`)
  }
}
