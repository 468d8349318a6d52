import type { Metrics } from '../recipes/index.ts'
import { html, type Markup } from './html.ts'

type Figure = Metrics['test']['classes'][number]['recall']

/** `5,572`. */
export function writeCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** Three decimals, or `–` where the figure is undefined; small numbers keep three digits. */
export function writeNumber(value: number | null): string {
  if (value === null) return '–'
  const size = Math.abs(value)
  const text = size === 0 || size >= 0.01 ? size.toFixed(size >= 100 ? 1 : 3) : tiny(size)
  return value < 0 && size > 0 ? `−${text}` : text
}

function tiny(size: number): string {
  return size < 0.000001
    ? size.toExponential(1).replace('-', '−')
    : size.toFixed(size < 0.0001 ? 7 : 5).replace(/0+$/, '')
}

/** `13.4 %`; a share below one percent keeps two digits. */
export function writePercent(share: number | null): string {
  if (share === null) return '–'
  const percent = share * 100
  if (percent === 0) return '0 %'
  if (percent < 0.0001) return '< 0.0001 %'
  return `${percent < 1 ? percent.toFixed(percent < 0.01 ? 4 : 2) : percent.toFixed(1)} %`
}

/** The figure, and its interval in quiet type. */
export function writeFigure(figure: Figure | undefined): Markup {
  if (figure === undefined || figure.value === null) return html`<span class="fig">–</span>`
  return html`<span class="fig">${writeNumber(figure.value)}${writeInterval(figure)}</span>`
}

function writeInterval({ low, high }: Figure): Markup | null {
  return low === null || high === null ? null : html` <small>${writeNumber(low)} to ${writeNumber(high)}</small>`
}

/** A text of at most `length` characters. */
export function shorten(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}

/** The name of a class, column or file, kept apart from the text around it; a long one may break after `_`, `.` and `/`. */
export function writeName(name: string): Markup {
  const short = shorten(name, 120)
  const pieces = short.length < shortest ? [short] : short.split(/(?<=[_./\\])(?=[^_./\\])/)
  return html`<bdi class="name">${pieces.map((piece, at) => (at === 0 ? piece : html`<wbr>${piece}`))}</bdi>`
}

const shortest = 10

/** The same with a capital first letter. */
export function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
