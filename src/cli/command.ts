import type { Context, z } from '../core/index.ts'
import type { Paint } from './paint.ts'

/** What stands after the name of a command without a flag. */
export interface Operand {
  /** In capitals, as the help shows it. */
  readonly name: string
  readonly describe: string
}

/** One command: what it takes, as data, and what it does. Flags and help are derived from `options`. */
export interface Command<S extends z.ZodObject = z.ZodObject> {
  readonly name: string
  readonly summary: string
  readonly operands: readonly Operand[]
  readonly options: S
  /** An option with further flags of its own, which may be given again: the samplers of a chain, say. */
  readonly chain?: {
    /** Its name among the options. */
    readonly option: string
    /** The further flags that a value of it brings. Throws an `OptionError` where there is no such value. */
    further(word: string): z.ZodObject
  }
  /** For the help: every set of further flags, by the words that bring it. */
  readonly moreHelp?: Readonly<Record<string, z.ZodObject>>
  /** How names of the library in messages are said on the command line. */
  readonly words?: Readonly<Record<string, string>>
  /** The documented object that `--json` prints. */
  readonly json: string
  readonly examples: readonly string[]
  execute(call: Call<z.output<S>>): Promise<Outcome>
}

/** A command line, understood. */
export interface Call<Options> {
  readonly operands: readonly string[]
  readonly options: Readonly<Options>
  /** The values of the option that may be given again, in their order, each with its further options. */
  readonly steps: readonly { readonly word: string; readonly options: Readonly<Record<string, unknown>> }[]
  /** The options that were given, by name; the others hold defaults. */
  readonly given: readonly string[]
  readonly context: Context
  readonly paint: Paint
  /** How wide the terminal is, in characters. */
  readonly width: number
}

/** What a command has to say: a text for people, one object for scripts. */
export interface Outcome {
  readonly text: string
  readonly json: unknown
  /** 3 where all is done and the goal is not met; default 0. */
  readonly exitCode?: 0 | 3
}

/** Ties a command to its declaration, so that `execute` sees its options with their types. */
export function defineCommand<S extends z.ZodObject>(command: Command<S>): Command {
  return Object.freeze(command) as unknown as Command
}
