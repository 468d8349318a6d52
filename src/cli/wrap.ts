/** Breaks a text into lines of at most `width` characters, each after `indent` blanks. Long words stay whole, and a percent sign stays by its number. */
export function wrap(text: string, width: number, indent: number): string {
  const room = Math.max(20, Math.min(width, 100) - indent)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+(?!%)/)) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  if (line !== '') lines.push(line)
  return lines.map((one) => ' '.repeat(indent) + one).join('\n')
}
