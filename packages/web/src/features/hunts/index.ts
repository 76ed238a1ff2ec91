export { HuntsPage } from './hunts-page.js'
