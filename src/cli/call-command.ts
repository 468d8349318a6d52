import { type Context, OptionError, parseOptions, z } from '../core/index.ts'
import { type ChainLine, chainLines } from './chain-lines.ts'
import type { Command, Outcome } from './command.ts'
import { commandHelp } from './command-help.ts'
import { commonOptions } from './common-options.ts'
import { type Flag, flagName, flagsOf } from './flags.ts'
import { inFlags } from './in-flags.ts'
import type { Paint } from './paint.ts'
import { parseFlags, store } from './parse-flags.ts'

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
  const own = flagsOf(base)
  const steps = stepsOf(command, tokens)
  const flags = [...own, ...steps.flatMap((step) => step.flags)]
  try {
    const operands: string[] = []
    const values: Record<string, unknown> = {}
    const given: Given[] = []
    for (const step of steps) {
      const line = parseFlags(name, step.tokens, [...own, ...step.flags], elsewhere(steps, step))
      operands.push(...line.operands)
      const [shared, further] = part(line.values, base)
      for (const flag of own) {
        const isNext = flag.key === command.chain?.option && given.length > 0
        if (shared[flag.key] !== undefined && !isNext) store(name, values, flag, shared[flag.key])
      }
      given.push({ step, further })
    }
    checkOperands(command, operands)
    for (const flag of own) {
      if (flag.required && values[flag.key] === undefined) {
        throw new OptionError(`${name}: ${flag.name} is missing. It is ${flag.describe}.`)
      }
    }
    const { json: _json, workers, help: _help, ...options } = parseOptions(name, base, values)
    return await command.execute({
      operands,
      options,
      steps: given.flatMap(({ step, further }) => readStep(name, step, further, steps.length > 1)),
      given: [...Object.keys(values), ...given.flatMap(({ further }) => Object.keys(further))],
      context: { ...context, workers: workers as number | undefined },
      paint,
      width,
    })
  } catch (error) {
    throw inFlags(error, flags, command.words)
  }
}

/** One step of a chain as it stands on the command line; a command without a chain has one, without a word. */
interface Step extends ChainLine {
  /** `--method smote` */
  readonly words: string
  readonly schema: z.ZodObject | undefined
  readonly flags: readonly Flag[]
}

interface Given {
  readonly step: Step
  readonly further: Readonly<Record<string, unknown>>
}

function stepsOf({ chain }: Command, tokens: readonly string[]): Step[] {
  const flag = chain ? flagName(chain.option) : undefined
  const lines = flag === undefined ? [{ tokens, word: undefined }] : chainLines(tokens, flag)
  return lines.map((line) => {
    const schema = line.word === undefined ? undefined : chain?.further(line.word)
    return { ...line, words: `${flag} ${line.word}`, schema, flags: schema ? flagsOf(schema) : [] }
  })
}

/** The flags of the other steps, and where they belong. */
function elsewhere(steps: readonly Step[], own: Step): Map<string, string> {
  const places = new Map<string, string>()
  for (const step of steps) {
    if (step !== own) for (const { name } of step.flags) places.set(name, step.words)
  }
  return places
}

function readStep(who: string, { word, words, schema }: Step, further: Given['further'], isChain: boolean) {
  if (word === undefined || !schema) return []
  return [{ word, options: parseOptions(isChain ? `${who} ${words}` : who, schema, further) }]
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
