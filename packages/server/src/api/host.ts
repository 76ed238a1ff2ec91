import {
  FirstsRequest,
  HostAddress,
  HostFilesRequest,
  HostRequest,
  InsightsRequest,
  PeerGraphRequest,
  PeersRequest,
  RhythmRequest,
  VolumeRequest,
  type FirstsAnswer,
  type HostAnswer,
  type HostCountsAnswer,
  type HostFilesAnswer,
  type InsightsAnswer,
  type PeerGraphAnswer,
  type PeersAnswer,
  type RhythmAnswer,
  type VolumeAnswer,
} from '@spoor/model'
import {
  hostAsking,
  hostCounts,
  hostFiles,
  hostFirsts,
  hostHeader,
  hostInsights,
  hostPeers,
  hostRhythm,
  hostVolume,
  peerGraph,
  readHostIp,
} from '../hosts/one-host.js'
import type { Answering, App } from './app.js'
import { answers, strict } from './schemas.js'

/** `/api/v1/hosts/{ip}` and what hangs below it, and the graph of peers. */
export function oneHostRoutes(app: App, { platform, asking }: Answering): void {
  app.get(
    '/api/v1/hosts/:ip',
    {
      config: { permission: 'hosts:read' },
      schema: {
        operationId: 'get_host',
        summary: 'One host',
        description:
          'Names, roles with evidence, place in the organisation, users, and risk with every reason.',
        tags: ['hosts'],
        params: HostAddress,
        querystring: strict(HostRequest),
        response: answers('HostAnswer', 'The host.'),
      },
    },
    async ({ params, query }, reply): Promise<HostAnswer> =>
      hostHeader(await hostAsking(platform, asking(reply)), readHostIp(params.ip), query),
  )

  app.get(
    '/api/v1/hosts/:ip/counts',
    {
      config: { permission: 'hosts:read' },
      schema: {
        operationId: 'count_host_records',
        summary: 'How much there is of a host',
        description: 'Insights, transfers, sessions, findings, sightings, outliers and files.',
        tags: ['hosts'],
        params: HostAddress,
        querystring: strict(HostRequest),
        response: answers('HostCountsAnswer', 'The counts.'),
      },
    },
    async ({ params, query }, reply): Promise<HostCountsAnswer> =>
      hostCounts(await hostAsking(platform, asking(reply)), readHostIp(params.ip), query),
  )

  app.get(
    '/api/v1/hosts/:ip/insights',
    {
      config: { permission: 'hosts:read' },
      schema: {
        operationId: 'get_host_insights',
        summary: 'Insights of a host',
        description:
          'Every observed value of every attribute, with first and last seen, count, source, and how many hosts share it.',
        tags: ['hosts'],
        params: HostAddress,
        querystring: strict(InsightsRequest),
        response: answers('InsightsAnswer', 'The insights.'),
      },
    },
    async ({ params, query }, reply): Promise<InsightsAnswer> =>
      hostInsights(await hostAsking(platform, asking(reply)), readHostIp(params.ip), query),
  )

  app.get(
    '/api/v1/hosts/:ip/firsts',
    {
      config: { permission: 'hosts:read' },
      schema: {
        operationId: 'list_host_firsts',
        summary: 'Timeline of firsts',
        description: 'When each value was first seen on the host.',
        tags: ['hosts'],
        params: HostAddress,
        querystring: strict(FirstsRequest),
        response: answers('FirstsAnswer', 'One page.'),
      },
    },
    async ({ params, query }, reply): Promise<FirstsAnswer> =>
      hostFirsts(await hostAsking(platform, asking(reply)), readHostIp(params.ip), query),
  )

  app.get(
    '/api/v1/hosts/:ip/volume',
    {
      config: { permission: 'hosts:read' },
      schema: {
        operationId: 'get_host_volume',
        summary: 'Volume of a host by day',
        description:
          'Bytes, transfers and sessions of each UTC day, with the usual range by the 28 days before. Default: the last 30 days of the host.',
        tags: ['hosts'],
        params: HostAddress,
        querystring: strict(VolumeRequest),
        response: answers('VolumeAnswer', 'The days.'),
      },
    },
    async ({ params, query }, reply): Promise<VolumeAnswer> =>
      hostVolume(await hostAsking(platform, asking(reply)), readHostIp(params.ip), query),
  )

  app.get(
    '/api/v1/hosts/:ip/rhythm',
    {
      config: { permission: 'hosts:read' },
      schema: {
        operationId: 'get_host_rhythm',
        summary: 'Hours of the week at which a host is active',
        description: 'Events by weekday and hour over the last 28 days of the time range.',
        tags: ['hosts'],
        params: HostAddress,
        querystring: strict(RhythmRequest),
        response: answers('RhythmAnswer', 'The hours.'),
      },
    },
    async ({ params, query }, reply): Promise<RhythmAnswer> =>
      hostRhythm(await hostAsking(platform, asking(reply)), readHostIp(params.ip), query),
  )

  app.get(
    '/api/v1/hosts/:ip/peers',
    {
      config: { permission: 'hosts:read' },
      schema: {
        operationId: 'list_host_peers',
        summary: 'Peers of a host',
        description: 'With whom it moved files, over which service and in which direction.',
        tags: ['hosts'],
        params: HostAddress,
        querystring: strict(PeersRequest),
        response: answers('PeersAnswer', 'The peers.'),
      },
    },
    async ({ params, query }, reply): Promise<PeersAnswer> =>
      hostPeers(await hostAsking(platform, asking(reply)), readHostIp(params.ip), query),
  )

  app.get(
    '/api/v1/hosts/:ip/files',
    {
      config: { permission: 'hosts:read' },
      schema: {
        operationId: 'list_host_files',
        summary: 'Files of a host',
        description: 'Files that it sent and received, the latest first.',
        tags: ['hosts'],
        params: HostAddress,
        querystring: strict(HostFilesRequest),
        response: answers('HostFilesAnswer', 'One page.'),
      },
    },
    async ({ params, query }, reply): Promise<HostFilesAnswer> =>
      hostFiles(await hostAsking(platform, asking(reply)), readHostIp(params.ip), query),
  )

  app.get(
    '/api/v1/peers',
    {
      config: { permission: 'hosts:read' },
      schema: {
        operationId: 'get_peer_graph',
        summary: 'Who transfers with whom',
        description:
          'Hosts and the transfers between them, for the transfers that a question means. The largest hosts stand by themselves, the others are put together by network; what does not fit is counted.',
        tags: ['hosts'],
        querystring: strict(PeerGraphRequest),
        response: answers('PeerGraphAnswer', 'The graph.'),
      },
    },
    async ({ query }, reply): Promise<PeerGraphAnswer> =>
      peerGraph(await hostAsking(platform, asking(reply)), query),
  )
}
