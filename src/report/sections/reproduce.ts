import type { Recipe } from '../../recipes/index.ts'
import { section } from '../figure.ts'
import { html, type Markup } from '../html.ts'
import type { View } from '../view.ts'

/** How to get the same result again. */
export function reproduce(view: View, recipe: Recipe, command: string): Markup {
  const written = JSON.stringify(recipe, null, 2)
  const shown = written.length > 20_000 ? `${written.slice(0, 20_000)}\n…` : written
  return section(
    'reproduce',
    'To get this again',
    html`<p>The same input and recipe give the same <code>metrics.json</code>, model and training set, byte for byte.</p>
<pre><code>${command}</code></pre>
<p class="note">Input <bdi class="name">${view.metrics.input.file}</bdi>, SHA-256 <code class="hash">${view.metrics.input.sha256}</code>, seed ${recipe.options.seed}.</p>
<details><summary>recipe.json</summary><pre><code>${shown}</code></pre></details>`,
  )
}
