export { QuarantinePage } from './quarantine-page.js'
