/** The words of a command line that belong to one step of a chain: a flag that may be given again, and what stands behind it. */
export interface ChainLine {
  readonly tokens: readonly string[]
  /** What the flag was given; undefined where it is absent. */
  readonly word: string | undefined
}

/** Cuts a command line before every further `flag`; what stands before the first belongs to it. */
export function chainLines(tokens: readonly string[], flag: string): ChainLine[] {
  const end = tokens.indexOf('--')
  const starts: number[] = []
  tokens.forEach((token, at) => {
    if ((end < 0 || at < end) && (token === flag || token.startsWith(`${flag}=`))) starts.push(at)
  })
  return Array.from({ length: Math.max(1, starts.length) }, (_, step) => {
    const at = starts[step]
    return {
      tokens: tokens.slice(step === 0 ? 0 : at, starts[step + 1] ?? tokens.length),
      word: at === undefined ? undefined : tokens[at] === flag ? tokens[at + 1] : tokens[at]!.slice(flag.length + 1),
    }
  })
}
