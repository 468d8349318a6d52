import { describe, expect, test } from 'vitest'
import { random } from '../../src/core/index.ts'
import { seedCenters } from '../../src/kernels/clusters/seed-centers.ts'
import { nearestCenters, type Points } from '../../src/kernels/index.ts'
import { plainNeighbors } from '../../src/kernels/plain-neighbors.ts'
import { clusters, gaussian, integers } from './point-sets.ts'

function firstRows(points: Points, count: number): Points {
  return { ...points, data: points.data.slice(0, count * points.columnCount), rowCount: count }
}

describe('nearestCenters gives the nearest, and of those equally near the first', () => {
  const sets = { gaussian: gaussian(500, 7), 'many ties': integers(400, 2, 3), clusters: clusters(3000, 12) }
  test.each(Object.entries(sets))('%s', async (_name, points) => {
    for (const count of [1, 2, 3, 4, 5, 8, 11, 24, 25, 40]) {
      const centers = firstRows(points, count)
      const plain = await plainNeighbors(points, { ...centers }, 1)
      expect(await nearestCenters(points, centers, {}), `${count} centers`).toEqual(plain.indices)
    }
  })
})

test('seeds never lie on one another while other rows are left, whatever their number', async () => {
  const points = gaussian(300, 5)
  for (const count of [2, 3, 5, 6, 9, 70, 130]) {
    const seeds = await seedCenters(points, count, random(count), {})
    expect(new Set(seeds).size).toBe(count)
  }
})
