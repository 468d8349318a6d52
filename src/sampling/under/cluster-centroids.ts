import { type Context, DataError, type Matrix, OptionError, type Random, rowsByClass, z } from '../../core/index.ts'
import { type Clusters, kMeans, nearestNeighborsBetween, type Points } from '../../kernels/index.ts'
import { factoryWithPart } from '../factory-with-part.ts'
import { type Job, samplerFactory } from '../sampler-factory.ts'
import { underSamplerOptions } from './define-under-sampler.ts'
import { nearestMembers } from './nearest-members.ts'
import { rowsAsPoints } from './rows-as-points.ts'
import { stackCentroids } from './stack-centroids.ts'
import { underCounts } from './under-counts.ts'

/** The options of `clusterCentroids`. */
export const clusterCentroidsOptions = underSamplerOptions.extend({
  /** `'soft'`: the centers themselves, which are new rows; `'hard'`: the row nearest to each center. */
  voting: z
    .enum(['auto', 'soft', 'hard'])
    .default('auto')
    .describe('soft: the centers of clusters; hard: the rows nearest to them; auto: soft where columns allow it'),
})

/**
 * For the library: finds `count` centers among the points, `count × columns`, row-major. A function of its own instead of
 * k-means, say one with centers that were found elsewhere.
 */
export type CenterFinder = (
  points: Points,
  count: number,
  random: Random,
  context: Context,
) => Promise<Pick<Clusters, 'centers'>> | Pick<Clusters, 'centers'>

/**
 * Shrinks majority classes to the centers of as many clusters as rows are wanted (k-means), or to the rows nearest to
 * them.
 *
 * Numeric columns only, none missing, all on one scale. Soft voting makes rows that never existed, and every one has as
 * its parent the row of the cluster that is nearest to it; columns of whole numbers and dates are rounded, and with
 * true/false columns `auto` takes rows. Hard voting may take a row twice where centers lie close. Do not use it where
 * density tells the classes apart, since centers thin dense places out, nor where variance matters: means have less of it.
 *
 * With the same centers equal to imbalanced-learn's `ClusterCentroids`, whose own clustering is another. Pass a function
 * as `estimator` for centers of your own.
 */
export const clusterCentroids = factoryWithPart(
  'estimator',
  (value): value is CenterFinder => typeof value === 'function',
  (estimator) =>
    samplerFactory({
      name: 'clusterCentroids',
      kind: 'under',
      options: clusterCentroidsOptions,
      reads: 'numbers',
      run: (job) => shrink(job, estimator),
    }),
)

async function shrink(job: Job<typeof clusterCentroidsOptions>, estimator: CenterFinder | undefined) {
  const { who, y, classes, options, random, context } = job
  const X = job.X as Matrix<'train'>
  const hard = takesRows(who, X, options.voting)
  const left = underCounts(who, options.samplingStrategy, y, classes)
  const kept: { rows: Int32Array; centers?: Float64Array }[] = []
  for (const [code, rows] of rowsByClass(y).entries()) {
    const count = left.get(code)
    // As many clusters as rows are the rows.
    if (count === undefined || count === 0 || (count === rows.length && !estimator)) {
      kept.push({ rows: count === 0 ? new Int32Array(0) : rows })
      continue
    }
    const points = await rowsAsPoints(X, rows, context)
    const stream = random.fork(`class ${y.classes[code]}`)
    const { centers, labels } = await find(who, estimator, points, count, stream, context)
    const nearest =
      hard || !labels
        ? (await nearestNeighborsBetween({ ...points, data: centers, rowCount: count }, points, 1, context)).indices
        : nearestMembers(points, labels, centers)
    const chosen = nearest.map((place) => rows[place]!)
    kept.push(hard ? { rows: chosen } : { rows: chosen, centers })
  }
  return stackCentroids(job, kept)
}

async function find(
  who: string,
  estimator: CenterFinder | undefined,
  points: Points,
  count: number,
  random: Random,
  context: Context,
): Promise<{ readonly centers: Float64Array; readonly labels?: Int32Array }> {
  if (!estimator) return kMeans(points, { nClusters: count }, random, context)
  const { centers } = await estimator(points, count, random, context)
  if (centers.length === count * points.columnCount) return { centers }
  throw new OptionError(
    `${who}: \`estimator\` gave ${centers.length} numbers; ${count} centers of ${points.columnCount} columns are ${count * points.columnCount}.`,
  )
}

function takesRows(who: string, { columns }: Matrix, voting: 'auto' | 'soft' | 'hard'): boolean {
  if (voting === 'hard') return true
  const column = columns.find(({ kind }) => kind === 'boolean')
  if (!column) return false
  if (voting === 'auto') return true
  throw new DataError(
    `${who}: column "${column.name}" is true or false, and a center would lie between. Use \`voting\` "hard", which takes rows.`,
  )
}
