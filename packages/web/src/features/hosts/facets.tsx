import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { fieldsOf, type HostFacet, type TopAnswer } from '@spoor/model'
import type { UseQueryResult } from '@tanstack/react-query'
import type { HostFacetsAnswer } from '@spoor/model'
import { CancelledState, ErrorState, isCancelled, RowsSkeleton } from '../../common/state/states.js'
import { AddField } from '../../common/top-values/add-field.js'
import { FieldBlock } from '../../common/top-values/field-block.js'
import classes from '../../common/top-values/top-values.module.css'
import { useUpdateView } from '../../common/url/use-view.js'

/** Attributes that one answer has at most. */
const MOST = 30

/** Fields of hosts whose values can be counted. */
const COUNTABLE = fieldsOf('hosts').filter((field) => field.kind === 'keywords')

/** Facets that are shown, unless others are chosen. */
export const USUAL_FACETS: readonly string[] = [
  'host.role',
  'host.service',
  'host.client_service',
  'host.network',
  'host.group',
  'host.ssh_client_software',
  'host.ssh_server_software',
  'host.ftp_server_software',
  'host.ftp_user',
]

function asTop({ field, distinct, missing, values }: HostFacet): TopAnswer['fields'][number] {
  return {
    field,
    distinct,
    missing,
    values: values.map(({ value, hosts }) => ({ value, count: hosts })),
  }
}

/** What the hosts have in common, to include or exclude; the figures are hosts. */
export function Facets({
  chosen,
  answer,
}: {
  /** Names of the fields that are shown. */
  chosen: readonly string[]
  answer: UseQueryResult<HostFacetsAnswer>
}) {
  const update = useUpdateView()
  const choose = (names: readonly string[]) =>
    update({ top: names.length === 0 ? undefined : names.join(',') }, true)
  const byField = new Map(answer.data?.facets.map((facet) => [facet.field, facet]))
  return (
    <aside
      className={classes.panel}
      aria-label="Facets"
      data-stale={answer.isPlaceholderData || undefined}
    >
      <div className={classes.title}>
        <h2>Hosts by</h2>
        <AddField
          fields={COUNTABLE}
          chosen={chosen}
          most={MOST}
          add={(name) => choose([...chosen, name])}
        />
      </div>
      {answer.isError && answer.data === undefined ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
      ) : isCancelled(answer) ? (
        <CancelledState retry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <RowsSkeleton rows={16} />
      ) : (
        chosen.map((name) => {
          const facet = byField.get(name)
          if (facet === undefined) return null
          return (
            <FieldBlock
              key={name}
              subject="hosts"
              top={asTop(facet)}
              total={answer.data.surface.hosts}
              tools={
                <ActionIcon
                  size="xs"
                  onClick={() => choose(chosen.filter((other) => other !== name))}
                  aria-label={`Remove ${name}`}
                  title="Remove from the panel"
                >
                  <IconX size="0.75rem" />
                </ActionIcon>
              }
            />
          )
        })
      )}
    </aside>
  )
}
