/** Hosts as a whole: what keeps them, lists them and counts them. One host is behind `one-host.ts`. */
export { exportHosts, HOST_COLUMNS, hostsCsv } from './export-hosts.js'
export { hostFacets } from './host-facets.js'
export { hostNetworks } from './host-networks.js'
export { keepHosts } from './keep-hosts.js'
export { listHosts } from './list-hosts.js'
