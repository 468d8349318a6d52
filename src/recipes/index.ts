export { type Metrics, metricsSchema } from './metrics.ts'
export { type Recipe, recipeSchema } from './recipe.ts'
