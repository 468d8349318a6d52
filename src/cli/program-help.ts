import { commands } from './commands.ts'

/** `evenkeel --help`. It is made of the list alone, so that it comes at once. */
export function programHelp(): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return `evenkeel: imbalanced data, from a table or text file to a decision

Usage: evenkeel COMMAND [operands] [--options]

${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

  evenkeel COMMAND --help   all that a command takes
  evenkeel --version

Example:
  evenkeel run messages.tsv --no-header --columns label,text \\
    --target label --text text --positive spam --recall 0.85 --precision 0.6 --out result

Exit codes: 0 done, 1 failed, 2 misused, 3 done but the goal is not met, 130 interrupted.
`
}
