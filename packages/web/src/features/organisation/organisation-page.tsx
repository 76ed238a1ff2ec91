import { Tabs } from '@mantine/core'
import type { OrganisationVersion } from '@spoor/model'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { ErrorState, PageSkeleton } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { useUpdateView } from '../../common/url/use-view.js'
import { useOrganisation } from './api.js'
import { PARTS } from './draft.js'
import { GroupsTab, RolesTab } from './groups-tab.js'
import { ImportTab } from './import-tab.js'
import { ListsTab } from './lists-tab.js'
import { NetworksTab } from './networks-tab.js'
import { SaveBar } from './save-bar.js'
import { SitesTab } from './sites-tab.js'
import { EditingProvider, useEditing } from './use-editing.js'
import { TABS, TAB_OF, useTab, type Tab } from './use-go-to.js'
import { VersionsTab } from './versions-tab.js'
import classes from './organisation.module.css'

const PAGES: Readonly<Record<Tab, () => React.ReactNode>> = {
  networks: NetworksTab,
  groups: GroupsTab,
  roles: RolesTab,
  sites: SitesTab,
  lists: ListsTab,
  import: ImportTab,
  versions: VersionsTab,
}

function Holds({ version }: { version: OrganisationVersion | null }) {
  if (version === null) return <span className="dim">as spoor.yaml says it</span>
  return (
    <span className="dim">
      version {formatCount(version.number)}, by <HostileText value={version.by} most={60} />,{' '}
      <TimeText moment={version.at} />
      {version.note !== '' && (
        <>
          : <HostileText value={version.note} most={160} />
        </>
      )}
    </span>
  )
}

/** How many changes of each tab are not saved. */
function useTabChanges(): ReadonlyMap<Tab, number> {
  const { draft } = useEditing()
  const counts = new Map<Tab, number>([['networks', Object.keys(draft.nodes).length]])
  for (const part of PARTS) {
    const tab = TAB_OF[part]
    counts.set(tab, (counts.get(tab) ?? 0) + Object.keys(draft.items[part]).length)
  }
  return counts
}

function Whole() {
  const { saved } = useEditing()
  const tab = useTab()
  const update = useUpdateView()
  const changes = useTabChanges()
  const Page = PAGES[tab]
  return (
    <div className={`page ${classes.page}`}>
      <div className={classes.title}>
        <h1 className="page-title">Organisation</h1>
        <Holds version={saved.version} />
      </div>
      {saved.version === null && (
        <p className={classes.first} role="note">
          This is what spoor.yaml says. Look and change as you like: the first save takes over, and
          from then on spoor.yaml is not asked for the organisation.
        </p>
      )}
      <SaveBar />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          update({
            tab: value === 'networks' || value === null ? undefined : value,
            id: undefined,
            find: undefined,
          })
        }
      >
        <Tabs.List aria-label="Parts of the organisation">
          {TABS.map(({ value, label }) => {
            const count = changes.get(value) ?? 0
            return (
              <Tabs.Tab key={value} value={value}>
                {label}
                {count > 0 && (
                  <span className={classes.count} title={`${formatCount(count)} not saved`}>
                    {formatCount(count)}
                    <span className="visually-hidden"> not saved</span>
                  </span>
                )}
              </Tabs.Tab>
            )
          })}
        </Tabs.List>
        <Tabs.Panel value={tab} className={classes.panel}>
          <Page />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}

/** What is known of the organisation: its networks, groups, roles, sites and lists. */
export function OrganisationPage() {
  const answer = useOrganisation()
  if (answer.data === undefined) {
    return answer.isError ? (
      <ErrorState error={answer.error} retry={() => void answer.refetch()} />
    ) : (
      <PageSkeleton />
    )
  }
  return (
    <EditingProvider saved={answer.data}>
      <Whole />
    </EditingProvider>
  )
}
