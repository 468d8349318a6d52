export { nearestNeighbors, nearestNeighborsBetween } from './nearest-neighbors.ts'
export type { Neighbors } from './neighbors.ts'
export type { Points } from './points.ts'
