/** What a failed call tells its user: one sentence, and how the process ends. */
export interface Failure {
  readonly name: string
  readonly message: string
  readonly exitCode: 1 | 2 | 130
}

/** Work was stopped and some of it is kept: where, and how to go on. */
export class Interruption extends Error {
  override readonly name = 'Interruption'
}

const told = ['DataError', 'LeakError', 'MissingDependencyError']

/** Errors of evenkeel speak for themselves; of all others only the first line is shown, with a way to see the rest. */
export function failureOf(error: unknown, interrupted: boolean): Failure {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
  if (interrupted) {
    const kept = error instanceof Interruption ? message : 'interrupted; nothing was written.'
    return { name: 'Interrupted', message: kept, exitCode: 130 }
  }
  const sentence = message.split('\n')[0]!
  if (name === 'OptionError') return { name, message: sentence, exitCode: 2 }
  if (told.includes(name)) return { name, message: sentence, exitCode: 1 }
  const hint = 'This is a fault of evenkeel; EVENKEEL_DEBUG=1 shows where it happened.'
  return { name, message: `${/[.!?]$/.test(sentence) ? sentence : `${sentence}.`} ${hint}`, exitCode: 1 }
}
