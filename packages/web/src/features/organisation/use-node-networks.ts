import type { NetworkNode, OrganisationAnswer } from '@spoor/model'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { ORGANISATION } from '../../common/api/organisation.js'
import { getWholeOrganisation } from './api.js'
import type { NodeRow } from './tree-rows.js'
import { useEditing } from './use-editing.js'

function networksAt(roots: readonly NetworkNode[], path: string): string[] | undefined {
  let level = roots
  let found: NetworkNode | undefined
  for (const label of path.split('/')) {
    found = level.find((node) => node.label === label)
    level = found?.children ?? []
  }
  return found?.networks
}

/** All networks of a node: a listing has the first ones only, and then the whole tree is read. */
export function useNodeNetworks({ of, change }: NodeRow): {
  networks: readonly string[] | undefined
  failed: Error | null
  retry: () => void
} {
  const { version } = useEditing()
  const { networks: listed = [], networks_total: total = 0, path = '' } = of ?? {}
  const isCut = change?.networks === undefined && total > listed.length
  const whole = useQuery({
    queryKey: [ORGANISATION, 'whole', version],
    queryFn: ({ signal }) => getWholeOrganisation(signal),
    select: useCallback(
      ({ document }: OrganisationAnswer) => networksAt(document.networks, path),
      [path],
    ),
    enabled: isCut,
    gcTime: 60_000,
  })
  return {
    networks: change?.networks ?? (isCut ? whole.data : listed),
    failed: isCut ? whole.error : null,
    retry: () => void whole.refetch(),
  }
}
