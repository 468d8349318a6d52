import { smoteEnn } from './combine/smote-enn.ts'
import { smoteIpf } from './combine/smote-ipf.ts'
import { smoteTomek } from './combine/smote-tomek.ts'
import { adasyn } from './over/adasyn.ts'
import { borderlineSmote } from './over/borderline-smote.ts'
import { kMeansSmote } from './over/k-means-smote.ts'
import { lee } from './over/lee.ts'
import { polynomFitSmote } from './over/polynom-fit-smote.ts'
import { proWSyn } from './over/pro-w-syn.ts'
import { randomOverSampler } from './over/random-over-sampler.ts'
import { smobd } from './over/smobd.ts'
import { smote } from './over/smote.ts'
import { smoten } from './over/smoten.ts'
import { smotenc } from './over/smotenc.ts'
import { svmSmote } from './over/svm-smote.ts'
import { allKnn } from './under/all-knn.ts'
import { clusterCentroids } from './under/cluster-centroids.ts'
import { condensedNearestNeighbour } from './under/condensed-nearest-neighbour.ts'
import { editedNearestNeighbours } from './under/edited-nearest-neighbours.ts'
import { instanceHardnessThreshold } from './under/instance-hardness-threshold.ts'
import { iterativePartitioningFilter } from './under/iterative-partitioning-filter.ts'
import { nearMiss } from './under/near-miss.ts'
import { neighbourhoodCleaningRule } from './under/neighbourhood-cleaning-rule.ts'
import { oneSidedSelection } from './under/one-sided-selection.ts'
import { randomUnderSampler } from './under/random-under-sampler.ts'
import { repeatedEditedNearestNeighbours } from './under/repeated-edited-nearest-neighbours.ts'
import { tomekLinks } from './under/tomek-links.ts'

/** Every sampler by name. */
export const samplers = Object.freeze({
  randomOverSampler,
  smote,
  smotenc,
  smoten,
  borderlineSmote,
  svmSmote,
  adasyn,
  kMeansSmote,
  polynomFitSmote,
  proWSyn,
  lee,
  smobd,
  randomUnderSampler,
  nearMiss,
  clusterCentroids,
  instanceHardnessThreshold,
  tomekLinks,
  editedNearestNeighbours,
  repeatedEditedNearestNeighbours,
  allKnn,
  neighbourhoodCleaningRule,
  oneSidedSelection,
  condensedNearestNeighbour,
  iterativePartitioningFilter,
  smoteTomek,
  smoteIpf,
  smoteEnn,
})

/** The name of a sampler of the registry. */
export type SamplerName = keyof typeof samplers
