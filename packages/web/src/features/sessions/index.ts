export { SessionsPage } from './sessions-page.js'
