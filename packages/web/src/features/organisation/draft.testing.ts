import type { ListedNetwork, NetworkNode, OrganisationDocument } from '@spoor/model'

/** A node as the server lists it. */
export function listed(path: string, more: Partial<ListedNetwork> = {}): ListedNetwork {
  return {
    path,
    label: path.slice(path.lastIndexOf('/') + 1),
    networks: [],
    networks_total: more.networks?.length ?? 0,
    networks_below: 0,
    children: 0,
    site: '',
    note: '',
    hosts: 0,
    ...more,
  }
}

export function node(label: string, ...children: NetworkNode[]): NetworkNode {
  return { label, networks: [`${label}-net`], children }
}

export function documentOf(more: Partial<OrganisationDocument> = {}): OrganisationDocument {
  return {
    networks: [
      node('Home', node('Berlin', node('Office'), node('Lab')), node('Paris')),
      node('Internet'),
    ],
    host_groups: [],
    user_groups: [],
    roles: [],
    sites: [],
    lists: [],
    ...more,
  }
}

/** The paths of a tree, each with its networks. */
export function outline(nodes: readonly NetworkNode[], above = ''): string[] {
  return nodes.flatMap(({ label, networks, children }) => {
    const path = above === '' ? label : `${above}/${label}`
    return [[path, ...networks].join(' '), ...outline(children, path)]
  })
}
