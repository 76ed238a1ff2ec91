export { HuntPage } from './hunt-page.js'
