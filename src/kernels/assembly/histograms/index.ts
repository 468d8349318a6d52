export { divideRows, gatherPairs, subtractBins } from './add'
export { advance, begin, open } from './columns'
