/** Markup that is safe to put into a page as it stands. Only `html` and `trusted` make it. */
export class Markup {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

/** What may stand in a hole of a `html` template; nothing is written for null, undefined and false. */
export type Piece = Markup | string | number | null | undefined | false | readonly Piece[]

/** A template whose holes are escaped, unless they hold markup made by another `html`. Lists are joined. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let text = strings[0]!
  pieces.forEach((piece, i) => {
    text += write(piece) + strings[i + 1]!
  })
  return new Markup(text)
}

/** Text that is known to be markup: our own style sheet, or what the chart library drew. Never text of a user. */
export function trusted(text: string): Markup {
  return new Markup(text)
}

function write(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ''
  if (piece instanceof Markup) return piece.toString()
  if (typeof piece === 'object') return piece.map(write).join('')
  return escapeText(String(piece))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Control characters and halves of surrogate pairs, which no page can hold, become U+FFFD. */
function escapeText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}]/gu, (unit) => (unit === '\n' || unit === '\t' ? unit : '\ufffd'))
    .replace(/[&<>"']/g, (unit) => entities[unit]!)
}
