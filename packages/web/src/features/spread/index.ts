export { SpreadPage } from './spread-page.js'
