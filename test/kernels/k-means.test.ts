import { expect, test } from 'vitest'
import { DataError, numpyRandom, OptionError, type Progress, random } from '../../src/core/index.ts'
import { lloyd } from '../../src/kernels/clusters/lloyd.ts'
import { seedCenters } from '../../src/kernels/clusters/seed-centers.ts'
import { kMeans, type Points } from '../../src/kernels/index.ts'
import { takePoints } from '../../src/kernels/take-points.ts'
import { answersAborts } from '../answers-aborts.ts'

/** Gaussian points around `blobs` centers. */
function blobs(rowCount: number, columnCount: number, count: number, seed = 1, spread = 4): Points {
  const stream = random(seed)
  const noise = stream.fork('noise').randn(rowCount * columnCount)
  const centers = stream.fork('centers').randn(count * columnCount)
  const which = stream.fork('which').randint(0, count, rowCount)
  const data = noise.map((value, at) => {
    const row = Math.floor(at / columnCount)
    return value + spread * centers[which[row]! * columnCount + (at % columnCount)]!
  })
  return { data, rowCount, columnCount }
}

function distance({ data, columnCount }: Points, row: number, centers: Float64Array, center: number): number {
  let sum = 0
  for (let column = 0; column < columnCount; column++) {
    sum += (data[row * columnCount + column]! - centers[center * columnCount + column]!) ** 2
  }
  return sum
}

function nearest(points: Points, centers: Float64Array): Int32Array {
  const count = centers.length / points.columnCount
  return Int32Array.from({ length: points.rowCount }, (_, row) => {
    let best = 0
    for (let center = 1; center < count; center++) {
      if (distance(points, row, centers, center) < distance(points, row, centers, best)) best = center
    }
    return best
  })
}

/** Lloyd's rounds as they are written in books: every point against every center. */
function plainLloyd(points: Points, start: Float64Array, rounds: number) {
  const width = points.columnCount
  const centers = start.slice()
  let labels = nearest(points, centers)
  for (let round = 0; round < rounds; round++) {
    const counts = new Int32Array(centers.length / width)
    centers.fill(0)
    labels.forEach((label, row) => {
      counts[label]!++
      for (let column = 0; column < width; column++) {
        centers[label * width + column]! += points.data[row * width + column]!
      }
    })
    for (let at = 0; at < centers.length; at++) centers[at]! /= counts[Math.floor(at / width)]!
    labels = nearest(points, centers)
  }
  return { centers, labels }
}

test.each([
  { rows: 900, columns: 3, count: 5, clusters: 7 },
  { rows: 1500, columns: 2, count: 40, clusters: 60 },
  { rows: 2500, columns: 6, count: 30, clusters: 250 },
  { rows: 700, columns: 1, count: 9, clusters: 9 },
])('$clusters clusters of $rows points: the very centers and labels of the plain rounds', async (one) => {
  const points = blobs(one.rows, one.columns, one.count)
  const seeds = await seedCenters(points, one.clusters, random(4), {})
  const start = takePoints(points, seeds)
  for (const rounds of [1, 3, 12]) {
    const found = await lloyd(points, start, rounds, 0, {})
    const plain = plainLloyd(points, start.data, found.iterations)
    expect(found.labels).toEqual(plain.labels)
    expect(found.centers).toEqual(plain.centers)
    expect(found.converged || found.iterations === rounds).toBe(true)
  }
})

test('comes to rest where every center is the mean of its points and every point is with its nearest center', async () => {
  const points = blobs(2000, 4, 12)
  const { centers, labels, inertia, converged } = await kMeans(points, { nClusters: 12, tol: 0 }, random(1))
  expect(converged).toBe(true)
  expect(labels).toEqual(nearest(points, centers))
  expect(plainLloyd(points, centers, 1).centers).toEqual(centers)
  let sum = 0
  for (const [row, label] of labels.entries()) sum += distance(points, row, centers, label)
  expect(inertia).toBeCloseTo(sum, 6)
})

test('finds blobs that lie apart, whatever the seed', async () => {
  const points = blobs(600, 2, 6, 3, 60)
  const inertias = []
  for (let seed = 0; seed < 8; seed++) {
    inertias.push((await kMeans(points, { nClusters: 6 }, random(seed))).inertia)
  }
  // 600 points of variance 1 in two columns; a seed in the wrong blob would cost thousands.
  expect(Math.min(...inertias)).toBeLessThan(1400)
  expect(inertias.filter((inertia) => inertia < 1400).length).toBeGreaterThanOrEqual(3)
})

test('draws seeds with chances in proportion to the squared distance from those before', async () => {
  // Three points on a line, the first seed given by chance: from 0, the chances of 1 and 3 are 1 and 9 in 10.
  const points = { data: Float64Array.of(0, 1, 3), rowCount: 3, columnCount: 1 }
  const second = [0, 0, 0]
  let firsts = 0
  for (let seed = 0; seed < 6000; seed++) {
    const [first, next] = await seedCenters(points, 2, random(seed), {})
    if (first !== 0) continue
    firsts++
    second[next!]!++
  }
  expect(firsts / 6000).toBeCloseTo(1 / 3, 1)
  expect(second[2]! / firsts).toBeGreaterThan(0.88)
  expect(second[2]! / firsts).toBeLessThan(0.92)
})

test('draws many seeds as well from distances brought up to date now and then as from fresh ones', async () => {
  const points = blobs(200, 2, 4)
  let ours = 0
  let plain = 0
  for (let seed = 0; seed < 150; seed++) {
    ours += potential(points, await seedCenters(points, 16, random(`a${seed}`), {}))
    plain += potential(points, plainSeeds(points, 16, seed))
  }
  expect(ours / plain).toBeGreaterThan(0.95)
  expect(ours / plain).toBeLessThan(1.05)
})

function potential(points: Points, seeds: Iterable<number>): number {
  const rows = Array.from(seeds)
  let sum = 0
  for (let row = 0; row < points.rowCount; row++) {
    sum += Math.min(...rows.map((seed) => distance(points, row, points.data, seed)))
  }
  return sum
}

function plainSeeds(points: Points, count: number, seed: number): number[] {
  const stream = random(`b${seed}`)
  const seeds = [Math.floor(stream.uniform(1)[0]! * points.rowCount)]
  const draws = stream.fork('next').uniform(count)
  while (seeds.length < count) {
    const weights = Array.from({ length: points.rowCount }, (_, row) =>
      Math.min(...seeds.map((other) => distance(points, row, points.data, other))),
    )
    let left = draws[seeds.length]! * weights.reduce((sum, weight) => sum + weight, 0)
    let row = 0
    while (left >= weights[row]! && row < weights.length - 1) left -= weights[row++]!
    seeds.push(row)
  }
  return seeds
}

test('never draws a point twice while others lie elsewhere', async () => {
  const points = blobs(300, 2, 3)
  const seeds = await seedCenters(points, 300, random(2), {})
  expect(new Set(seeds).size).toBe(300)
})

test('gives an empty cluster the point farthest from its center', async () => {
  const points = { data: Float64Array.of(0, 1, 2, 10, 11, 40), rowCount: 6, columnCount: 1 }
  const start = { data: Float64Array.of(1, 10, 5000), rowCount: 3, columnCount: 1 }
  const { labels, centers } = await lloyd(points, start, 50, 0, {})
  expect(Array.from(labels)).toEqual([0, 0, 0, 1, 1, 2])
  expect(Array.from(centers)).toEqual([1, 10.5, 40])
})

test('leaves clusters empty where fewer points differ than clusters are asked for', async () => {
  const data = Float64Array.from({ length: 40 }, (_, row) => row % 3)
  const { labels, centers, inertia } = await kMeans({ data, rowCount: 40, columnCount: 1 }, { nClusters: 5 }, random(0))
  expect(inertia).toBe(0)
  expect(centers.length).toBe(5)
  expect(Array.from(labels, (label) => centers[label])).toEqual(Array.from(data))
})

test('one cluster is the mean, and as many clusters as points are the points', async () => {
  const points = blobs(50, 3, 2)
  const one = await kMeans(points, { nClusters: 1 }, random(0))
  expect(one.labels.every((label) => label === 0)).toBe(true)
  const mean = points.data.filter((_, at) => at % 3 === 1).reduce((sum, value) => sum + value, 0) / 50
  expect(one.centers[1]).toBeCloseTo(mean, 12)
  const all = await kMeans(points, { nClusters: 50 }, random(0))
  expect(all.inertia).toBe(0)
})

test('gives the same with one worker and with four, and for the same seed', async () => {
  const points = blobs(12_000, 12, 20)
  const one = await kMeans(points, { nClusters: 600, maxIter: 4 }, random(9), { workers: 1 })
  expect(await kMeans(points, { nClusters: 600, maxIter: 4 }, random(9), { workers: 4 })).toEqual(one)
  expect(await kMeans(points, { nClusters: 600, maxIter: 4 }, numpyRandom(9))).not.toEqual(one)
})

test('stops within 100 ms of an abort and tells how far it is', async () => {
  const points = blobs(60_000, 12, 20)
  const told: Progress[] = []
  const onProgress = (progress: Progress) => told.push(progress)
  await answersAborts([150, 20], (signal) => kMeans(points, { nClusters: 5000 }, random(9), { signal, onProgress }))
  expect(told.length).toBeGreaterThan(0)
})

test('refuses too few points, holes and bad options, each in one sentence', async () => {
  const points = blobs(5, 2, 1)
  await expect(kMeans(points, { nClusters: 6 }, random(0))).rejects.toThrow(
    new DataError('kMeans: 5 points cannot fill 6 clusters. Lower `nClusters` to at most 5.'),
  )
  const holed = { ...points, data: points.data.map((value, at) => (at === 3 ? Number.NaN : value)) }
  await expect(kMeans(holed, { nClusters: 2 }, random(0))).rejects.toThrow(
    /kMeans: the value in row 1, column 1 is missing/,
  )
  await expect(kMeans(points, { nClusters: 0 }, random(0))).rejects.toThrow(OptionError)
})
