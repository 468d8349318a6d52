export { count, doubles, integers, shuffle } from './draws'
export { normals } from './normals'
export { position, take } from './words'
