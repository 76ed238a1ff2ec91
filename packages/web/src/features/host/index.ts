export { HostPage } from './host-page.js'
