import { html, type Markup, trusted } from './html.ts'

type Plot = typeof import('@observablehq/plot')

/** What draws a chart: the marks of Observable Plot, and `draw`, which turns a plot into SVG markup. */
export interface Pen {
  readonly marks: Plot
  /** Draws `options` (of `Plot.plot`) as SVG that takes its colors from the page; `label` says what is to be seen. */
  readonly draw: (label: string, options: Parameters<Plot['plot']>[0]) => Markup
}

/** Width of a chart in pixels: about that of a telephone, so that its type stays legible there. */
export const chartWidth = 360

/**
 * Loads the chart library, at first use. Never give it text of a user but through data that ends as text of the
 * drawing, and nothing that needs an id (clips, patterns): their numbers would differ from one drawing to the next.
 */
export async function loadPen(): Promise<Pen> {
  const [marks, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')])
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  return {
    marks,
    draw(label, options) {
      const svg = marks.plot({ width: chartWidth, ...options, className: 'chart', document })
      for (const style of [...svg.querySelectorAll('style')]) style.remove()
      const [width, height] = [svg.getAttribute('width'), svg.getAttribute('height')]
      const drawn = roundCoordinates(String(svg.innerHTML))
      return html`<svg class="chart" role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" text-anchor="middle" fill="currentColor">${trusted(drawn)}</svg>`
    },
  }
}

/** A hundredth of a pixel is enough, and hides the last bits in which machines may differ. */
function roundCoordinates(svg: string): string {
  return svg.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/-?\d+\.\d{2,}(?:e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100 + 0)),
  )
}
