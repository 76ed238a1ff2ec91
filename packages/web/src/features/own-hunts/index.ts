export { EditHuntPage } from './edit-hunt-page.js'
export { NewHuntPage } from './new-hunt-page.js'
