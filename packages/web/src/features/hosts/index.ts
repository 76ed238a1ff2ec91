export { HostsPage } from './hosts-page.js'
