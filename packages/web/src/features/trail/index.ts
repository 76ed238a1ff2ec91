export { TrailOf } from './trail-of.js'
export { TrailPage } from './trail-page.js'
