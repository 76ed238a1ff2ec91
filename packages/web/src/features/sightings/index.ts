export { SightingsPage } from './sightings-page.js'
export { SightingsTable } from './sightings-table.js'
