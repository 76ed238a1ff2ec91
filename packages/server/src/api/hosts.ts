import {
  HostFacetsRequest,
  HostNetworksRequest,
  HostsExportRequest,
  HostsRequest,
  type HostFacetsAnswer,
  type HostNetworksAnswer,
  type HostsAnswer,
} from '@spoor/model'
import { Type } from '@sinclair/typebox'
import type { Readable } from 'node:stream'
import { exportHosts, hostFacets, hostNetworks, listHosts } from '../hosts/index.js'
import { hostAsking } from '../hosts/one-host.js'
import type { Answering, App } from './app.js'
import { EXPORT_TYPES, sendExport } from './exported-file.js'
import { answers, refusals, strict } from './schemas.js'

const File = Type.Unsafe<Readable>({ type: 'string', description: 'CSV (RFC 4180).' })

/** `/api/v1/hosts`: the list, its facets and networks, and its export. */
export function hostRoutes(app: App, { platform, asking }: Answering): void {
  app.get(
    '/api/v1/hosts',
    {
      config: { permission: 'hosts:read' },
      schema: {
        operationId: 'list_hosts',
        summary: 'List hosts',
        description:
          'One page of the hosts that a question means, with how many there are. A time range means hosts that were active in it; with `of`, hosts of the records in it that meet `of_q`.',
        tags: ['hosts'],
        querystring: strict(HostsRequest),
        response: answers('HostsAnswer', 'One page.'),
      },
    },
    async ({ query }, reply): Promise<HostsAnswer> =>
      listHosts(await hostAsking(platform, asking(reply)), query),
  )

  app.get(
    '/api/v1/hosts/facets',
    {
      config: { permission: 'hosts:read' },
      schema: {
        operationId: 'host_facets',
        summary: 'Commonest values of attributes of hosts',
        description:
          'How many of the hosts that a question means have each of the commonest values, and what these hosts show to others.',
        tags: ['hosts'],
        querystring: strict(HostFacetsRequest),
        response: answers('HostFacetsAnswer', 'The values, attribute by attribute.'),
      },
    },
    ({ query }, reply): Promise<HostFacetsAnswer> => hostFacets(asking(reply), query),
  )

  app.get(
    '/api/v1/hosts/networks',
    {
      config: { permission: 'hosts:read' },
      schema: {
        operationId: 'host_networks',
        summary: 'Networks of hosts',
        description: 'Figures of each network of the organisation, with all networks below it.',
        tags: ['hosts'],
        querystring: strict(HostNetworksRequest),
        response: answers('HostNetworksAnswer', 'The networks with most hosts.'),
      },
    },
    ({ query }, reply): Promise<HostNetworksAnswer> => hostNetworks(asking(reply), query),
  )

  app.get(
    '/api/v1/hosts/export',
    {
      config: { permission: 'hosts:export' },
      schema: {
        operationId: 'export_hosts',
        summary: 'Export hosts',
        description:
          'A CSV file of the hosts that a question means. The headers `spoor-matching` and `spoor-exported` say how many hosts the question means and how many the file has.',
        tags: ['hosts'],
        produces: [EXPORT_TYPES.csv],
        querystring: strict(HostsExportRequest),
        response: { 200: File, ...refusals },
      },
    },
    async ({ query }, reply) => {
      const context = await hostAsking(platform, asking(reply))
      const file = { name: 'hosts', format: 'csv', now: context.now } as const
      return sendExport(reply, file, await exportHosts(context, query))
    },
  )
}
