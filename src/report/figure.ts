import { html, type Markup, type Piece } from './html.ts'

/** A part of the page under a heading; `id` is what the contents point to. */
export function section(id: string, title: string, ...content: readonly Piece[]): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
</section>
`
}

/** A drawing with its caption above. */
export function figure(title: Piece, caption: Piece, drawing: Piece): Markup {
  return html`<figure><figcaption><strong>${title}</strong> ${caption}</figcaption>${drawing}</figure>
`
}

/** One line of a legend: a stroke as in the drawing, and what it stands for. */
export function key(kind: 'accent' | 'second' | 'ink' | 'accent-dashed' | 'quiet-dashed', text: Piece): Markup {
  return html`<span class="key"><svg viewBox="0 0 22 8" width="22" height="8" aria-hidden="true"><path class="stroke-${kind}" d="M1,4H21"/></svg>${text}</span> `
}

/** A table with a caption for who cannot see it; it scrolls sideways where the screen is narrow. Columns after the first hold numbers. */
export function table(
  caption: string,
  head: readonly Piece[],
  rows: readonly (readonly Piece[])[],
  kind: 'wide' | 'dense' | 'narrow' = 'dense',
): Markup {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table class="${kind}"><caption><span>${caption}</span></caption>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map(writeRow)}</tbody></table></div>
`
}

function writeRow([first, ...rest]: readonly Piece[]): Markup {
  return html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>
`
}
