export { advance, begin } from './grow'
export { open } from './job'
