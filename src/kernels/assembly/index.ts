export { arrangeLeaf, joinBoxes } from './arrange'
export { open } from './job'
export { advance, begin } from './search'
export { splitNode } from './split'
