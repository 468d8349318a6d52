import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { html, trusted } from '../../src/report/html.ts'

test('what stands in a hole is escaped, markup is not escaped twice', () => {
  const inner = html`<b>${'<i>&"\''}</b>`
  expect(html`<p title="${'"x"'}">${inner}${[html`<hr>`, '<', 3]}</p>`.toString()).toBe(
    '<p title="&quot;x&quot;"><b>&lt;i&gt;&amp;&quot;&#39;</b><hr>&lt;3</p>',
  )
  expect(html`${trusted('<a>')}`.toString()).toBe('<a>')
})

test('nothing is written for null, undefined and false, but zero is', () => {
  expect(html`[${null}${undefined}${false}${0}${''}]`.toString()).toBe('[0]')
})

test('what no page can hold becomes U+FFFD; other planes and line breaks stay', () => {
  expect(html`${'a\u0000b\u001bc\ud800d\n😀'}`.toString()).toBe('a\ufffdb\ufffdc\ufffdd\n😀')
})

test('markup cannot be forged by an object that looks like it', () => {
  const forged = JSON.parse('{"text":"<script>","html":"<script>"}')
  expect(() => html`${forged}`.toString()).toThrow()
})

test('whatever is written comes back as text, and as nothing but text', () => {
  const words = fc.array(
    fc.oneof(fc.constantFrom('<script>', '"', "'", '</p>', '&amp;', '<!--', ']]>', '`'), fc.string()),
  )
  fc.assert(
    fc.property(words, (parts) => {
      const text = parts.join('').replace(/[\p{Cc}\p{Cs}]/gu, '')
      const { document } = parseHTML(`<!doctype html><html><body>${html`<p title="${text}">${text}</p>`}</body></html>`)
      const [only] = document.body.children
      expect(document.body.children.length).toBe(1)
      expect(only?.textContent).toBe(text)
      expect(only?.children.length).toBe(0)
      expect([...only!.attributes].map((attribute) => attribute.name)).toEqual(['title'])
      expect(only?.getAttribute('title')).toBe(text)
    }),
  )
})
