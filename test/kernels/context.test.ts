import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import type { Progress } from '../../src/core/index.ts'
import { doBlocks } from '../../src/kernels/blocks.ts'
import { hasSimd, kernelBuild, nearestNeighbors } from '../../src/kernels/index.ts'
import { plainNeighbors } from '../../src/kernels/plain-neighbors.ts'
import { answersAborts } from '../answers-aborts.ts'
import { clusters, gaussian } from './point-sets.ts'

const large = gaussian(50_000, 30)

test.each([
  ['as many workers as cores', {}],
  ['one worker', { workers: 1 }],
])('stops within 100 ms: %s', async (_name, context) => {
  await answersAborts([5, 150, 600], (signal) => nearestNeighbors(large, 5, { ...context, signal }))
})

test('the plain twin stops within 100 ms too', async () => {
  await answersAborts([60], (signal) => plainNeighbors(large, large, 5, { signal }))
})

test('a search that was aborted before it began does not begin', async () => {
  await expect(nearestNeighbors(large, 5, { signal: AbortSignal.abort(new Error('never')) })).rejects.toThrow('never')
})

test('progress rises, and the event loop keeps turning', async () => {
  const seen: Progress[] = []
  const turns: number[] = [performance.now()]
  const timer = setInterval(() => turns.push(performance.now()), 5)
  await nearestNeighbors(clusters(40_000, 20), 5, { onProgress: (progress) => seen.push(progress) })
  clearInterval(timer)
  expect(seen.length).toBeGreaterThan(3)
  expect(seen.every(({ stage }) => stage === 'nearest neighbors')).toBe(true)
  for (const [i, { done, total }] of seen.entries()) {
    expect(done).toBeGreaterThanOrEqual(seen[i - 1]?.done ?? 0)
    expect(done).toBeLessThanOrEqual(total)
  }
  const pauses = turns.slice(1).map((turn, i) => turn - turns[i]!)
  // The middle one, since other work of the machine may delay any of them.
  expect(pauses.sort((a, b) => a - b)[pauses.length >> 1]).toBeLessThan(50)
})

test('searches at the same time do not disturb each other', async () => {
  const X = clusters(9000, 15)
  const Y = clusters(8000, 16)
  const alone = [await nearestNeighbors(X, 4), await nearestNeighbors(Y, 3)]
  expect(await Promise.all([nearestNeighbors(X, 4), nearestNeighbors(Y, 3)])).toEqual(alone)
})

test('blocks that a failing helper leaves undone are done all the same', async () => {
  const done: number[] = []
  let block = -1
  const kernel = {
    open() {},
    begin(next: number) {
      block = next
    },
    advance() {
      done.push(block)
      return 1
    },
  }
  // The helper cannot make an instance of this module, and fails.
  const memory = { buffer: new SharedArrayBuffer(4096) as unknown as ArrayBuffer }
  const job = { module: {} as never, memory, stage: 'test', blockCount: 50, completed: 1024, threads: 2 }
  await doBlocks(kernel, job, {})
  expect(done).toEqual(Array.from({ length: 50 }, (_, i) => i))
})

test('says which build is used', () => {
  const { build, threads, sharedMemory } = kernelBuild()
  expect(hasSimd()).toBe(true)
  expect(['simd', 'relaxed-simd']).toContain(build)
  expect(sharedMemory).toBe(true)
  expect(threads).toBe(availableParallelism())
})
