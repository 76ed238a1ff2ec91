export { OutliersPage } from './outliers-page.js'
export { OutliersTable } from './outliers-table.js'
