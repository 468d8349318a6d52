import { expect, test } from 'vitest'
import { matrix, random } from '../../src/core/index.ts'
import { oneByOne } from '../../src/models/trees/grow-forest.ts'
import { growTogether, type TreeSight } from '../../src/models/trees/grow-together.ts'
import { TreeGrower } from '../../src/models/trees/grow-tree.ts'
import { drawBootstrap } from '../../src/models/trees/random-forest.ts'
import { rankColumns } from '../../src/models/trees/ranked-columns.ts'
import { rowsWithWeight, type TreeRules } from '../../src/models/trees/tree-task.ts'

const plain: TreeRules = {
  criterion: 'gini',
  maxDepth: null,
  maxLeafNodes: null,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  minImpurityDecrease: 0,
  columnsPerSplit: 3,
}

/** Columns of many values, of a few hundred, of a few, of two, and one that is constant. */
function taskOf(rowCount: number, shares: readonly number[], name: string) {
  const stream = random(name)
  const levels = [1e12, 1e12, 700, 90, 5, 2, 2, 1]
  const data = stream.fork('x').uniform(rowCount * levels.length)
  for (let at = 0; at < data.length; at++) {
    const count = levels[at % levels.length]!
    data[at] = Math.floor(data[at]! * count) / count
  }
  const codes = Int32Array.from(stream.fork('y').uniform(rowCount), (u, row) => {
    if (row < shares.length) return row
    const moved = 0.7 * u + 0.3 * data[row * levels.length]! * data[row * levels.length + 4]!
    return shares.findIndex((_, k) => moved < shares.slice(0, k + 1).reduce((sum, share) => sum + share, 0))
  })
  const weights = stream.fork('w').uniform(rowCount, 0, 2)
  for (let row = 10; row < rowCount; row += 9) weights[row] = 0
  const classes = shares.map((_, k) => `${k}`)
  const sampleWeights = weights
  return { X: matrix(data, levels.length), codes, weights, sampleWeights, classes, classCount: shares.length }
}

function sightsOf(task: ReturnType<typeof taskOf>, count: number, trees: number): TreeSight[] {
  return Array.from({ length: trees }, (_, index) => {
    const stream = random(`tree ${index}`)
    const shares = stream.fork('shares').uniform(task.classCount, 0.5, 2)
    return { times: drawBootstrap(count, null, stream.fork('rows')), shares, stream: stream.fork('columns') }
  })
}

test.each([
  ['even classes', [0.5, 0.5], 900, {}],
  ['a rare class', [0.97, 0.03], 4000, {}],
  ['a rare class that comes first', [0.04, 0.96], 4000, { columnsPerSplit: 8 }],
  ['three classes', [0.2, 0.5, 0.3], 1500, {}],
  ['leaves of several rows', [0.6, 0.4], 1500, { minSamplesLeaf: 7, maxDepth: 6 }],
  ['three classes, leaves of several rows', [0.3, 0.3, 0.4], 1500, { minSamplesLeaf: 4, minSamplesSplit: 30 }],
  ['a cut that must be worth it', [0.7, 0.3], 1500, { minImpurityDecrease: 0.0008, columnsPerSplit: 8 }],
] as const)(
  '%s: the kernels grow the trees of the plain way, bit for bit',
  async (title, shares, rowCount, changed) => {
    const task = taskOf(rowCount, [...shares], title)
    const rules = { ...plain, ...changed }
    const rows = rowsWithWeight(task)
    const columns = await rankColumns('test', task.X, {})
    // Streams go on where they were: each side draws from its own.
    const sights = () => sightsOf(task, rows.length, 6)
    const fast = await growTogether(task, columns, rows, rules, 6, {})
    expect(fast?.batch).toBe(6)
    const slow = oneByOne(task, rows, new TreeGrower({ ...task, columns }, rules, rows.length))
    const expected = await slow.grow(sights(), 0, 6, {})
    expect(expected.some(({ features }) => features.length > 5)).toBe(true)
    expect(await fast!.grow(sights(), 0, 6, {})).toEqual(expected)
  },
)

test('threads change nothing, and tell how many trees are grown', async () => {
  const task = taskOf(60_000, [0.9, 0.1], 'threads')
  const rows = rowsWithWeight(task)
  const columns = await rankColumns('test', task.X, {})
  const rules = { ...plain, columnsPerSplit: 8 }
  const told: number[] = []
  const grow = async (workers: number) => {
    const onProgress = ({ stage, done, total }: { stage: string; done: number; total: number }) => {
      expect([stage, total]).toEqual(['grow trees', 20])
      told.push(done)
    }
    const grower = await growTogether(task, columns, rows, rules, 12, { workers })
    return grower!.grow(sightsOf(task, rows.length, 12), 8, 20, { onProgress })
  }
  const alone = await grow(1)
  expect(Math.min(...told)).toBeGreaterThanOrEqual(8)
  expect(Math.max(...told)).toBeGreaterThan(8)
  expect(await grow(3)).toEqual(alone)
})
