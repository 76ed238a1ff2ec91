export { FindingsPage } from './findings-page.js'
export { FindingsTable } from './findings-table.js'
