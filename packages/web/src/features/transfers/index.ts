export { TransfersList, TransfersPage } from './transfers-page.js'
