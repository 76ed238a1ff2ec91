export { SessionsList, SessionsPage } from './sessions-page.js'
