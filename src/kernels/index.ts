export { hasSimd, type KernelBuild, kernelBuild } from './builds.ts'
export { nearestNeighbors, nearestNeighborsBetween } from './nearest-neighbors.ts'
export type { Neighbors } from './neighbors.ts'
export type { Points } from './points.ts'
