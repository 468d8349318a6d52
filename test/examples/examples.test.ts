import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { build } from '../cli/built.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const out = mkdtempSync(join(tmpdir(), 'examples-test-'))
beforeAll(build, 120_000)
afterAll(() => rmSync(out, { recursive: true, force: true }))

/** What an example prints, on made data. */
function printed(name: string, ...words: string[]): string {
  const { stdout, stderr, status } = spawnSync('node', [join('examples', name), ...words], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, EVENKEEL_DATA: join(out, 'absent') },
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return stdout
}

it('the exercise of weights and metrics gives the published figures', () => {
  const lines = printed('weights-and-metrics.mjs')
  expect(lines).toContain('balanced weights of 18,400 and 1,600: 0.54 and 6.25')
  const figure = (name: string) => Number(new RegExp(`^${name} +(\\S+)`, 'm').exec(lines)![1])
  const known = {
    'average precision': 0.75,
    'ROC-AUC': 0.890625,
    'Brier score': 0.118715,
    'log loss': 0.382664,
    F1: 0.444444,
    F2: 0.47619,
    'balanced accuracy': 0.65625,
    'geometric mean': 0.637377,
    'Matthews correlation': 0.288675,
    'Cohen’s kappa': 0.285714,
  }
  for (const [name, value] of Object.entries(known)) expect(figure(name)).toBeCloseTo(value, 6)
})

it('950 to 50: accuracy hides that nothing is found, and balancing before the split lies', () => {
  const lines = printed('spam-950-50.mjs')
  const row = (name: string) =>
    new RegExp(`^${name} +\\d+ +(.*)$`, 'm').exec(lines)![1]!.split(/ *%/).slice(0, 5).map(Number)
  const [accuracy, , recall, f1] = row('always fine')
  expect([accuracy, recall, f1]).toEqual([95, 0, 0])
  for (const way of ['random over-sampling', 'class weights', 'SMOTE']) {
    expect(row(way)[2]!).toBeGreaterThan(row('plain')[2]!)
  }
  const claimed = Number(/claims F1 (\S+) %/.exec(lines)![1])
  expect(claimed).toBeGreaterThan(row('plain')[3]! + 5)
}, 60_000)

it('4 % toxic comments: recall 0.85 at precision 0.6, judged once', () => {
  const lines = printed('toxic-comments.mjs', join(out, 'toxic'))
  expect(lines).toMatch(/^comments, 4 % toxic: The goal is met\. On test, recall is 0\.\d+|1\.000/)
  const metrics = JSON.parse(readFileSync(join(out, 'toxic', 'metrics.json'), 'utf8'))
  expect(metrics.parts.map(({ rows }: { rows: number }) => Math.round((10 * rows) / metrics.input.rows))).toEqual([
    8, 1, 1,
  ])
  expect(existsSync(join(out, 'toxic', 'report.html'))).toBe(true)
}, 120_000)

it('thirty intents, five of them rare: the winner of the cross-validation beats the plain model on test', () => {
  const { winner, scores, macroF1, plain, rare } = JSON.parse(printed('intents.mjs', '--json'))
  expect(rare).toHaveLength(5)
  expect(scores[winner]).toBe(Math.max(...(Object.values(scores) as number[])))
  expect(winner).not.toBe('plain')
  expect(macroF1).toBeGreaterThan(plain)
}, 180_000)
