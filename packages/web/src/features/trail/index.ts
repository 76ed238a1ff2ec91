export { TrailPage } from './trail-page.js'
