import { html, type Piece, trusted } from './html.ts'
import { style } from './style.ts'

/** A whole page that needs nothing else: no network, no script, no font. */
export function page(title: Piece, content: Piece, note: Piece): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title} · evenkeel</title>
<style>${trusted(style)}</style>
</head>
<body>
<main>
${content}
</main>
<footer>Made by evenkeel. ${note}</footer>
</body>
</html>
`.toString()
}
