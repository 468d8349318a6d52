/** The first records of a delimited text, and whether its quotes are well formed. */
export interface Records {
  readonly rows: readonly (readonly string[])[]
  /** Every quoted value ends with a quote before the next delimiter. */
  readonly wellQuoted: boolean
  /** Some value is quoted because it must be: it holds a quote, a delimiter or a line break. */
  readonly needsQuotes: boolean
}

/** Splits the beginning of a text, to decide how all of it is to be read. The engine reads the whole. */
export function splitRecords(text: string, delimiter: string, quoted: boolean, limit: number): Records {
  const rows: string[][] = []
  let row: string[] = []
  let wellQuoted = true
  let needsQuotes = false
  let at = 0
  while (at < text.length && rows.length < limit) {
    let value: string
    if (quoted && text[at] === '"') {
      const end = closingQuote(text, at + 1)
      const inside = text.slice(at + 1, end)
      value = inside.replaceAll('""', '"')
      needsQuotes ||= value.length !== inside.length || value.includes(delimiter) || /[\r\n]/.test(value)
      at = end + 1
      if (
        end >= text.length ||
        (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r')
      ) {
        wellQuoted = false
        const next = valueEnd(text, at, delimiter)
        value += text.slice(at, next)
        at = next
      }
    } else {
      const end = valueEnd(text, at, delimiter)
      value = text.slice(at, end)
      at = end
    }
    row.push(value)
    if (text[at] === delimiter) {
      at++
      if (at < text.length) continue
      row.push('')
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  return { rows, wellQuoted, needsQuotes }
}

function closingQuote(text: string, from: number): number {
  for (let at = from; ; at += 2) {
    at = text.indexOf('"', at)
    if (at < 0) return text.length
    if (text[at + 1] !== '"') return at
  }
}

function valueEnd(text: string, from: number, delimiter: string): number {
  let at = from
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++
  return at
}
