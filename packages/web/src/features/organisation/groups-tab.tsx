import { formatCount } from '../../common/bytes/format.js'
import { NameField, NoteField } from './common-fields.js'
import type { Part } from './draft.js'
import { ItemsEditor, type FormProps, type Section } from './items-editor.js'
import { linesOf, networksOf } from './lines.js'
import { ValuesField } from './values-field.js'

function counted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

function HostGroupForm({ item, change, problem }: FormProps<'host_groups'>) {
  return (
    <>
      <NameField
        value={item.name}
        change={(name) => change({ name }, 'name')}
        error={problem('name')}
        hint="Asked for as group, source.group or destination.group."
      />
      <ValuesField
        label="Addresses and networks"
        one="network"
        many="networks"
        placeholder={'10.20.1.15\n10.20.5.0/24'}
        values={item.networks}
        read={networksOf}
        change={(networks) => change({ networks }, 'networks')}
        error={problem('networks')}
      />
      <NoteField
        value={item.note ?? ''}
        change={(note) => change({ note }, 'note')}
        error={problem('note')}
      />
    </>
  )
}

function UserGroupForm({ item, change, problem }: FormProps<'user_groups'>) {
  return (
    <>
      <NameField
        value={item.name}
        change={(name) => change({ name }, 'name')}
        error={problem('name')}
        hint="Asked for as user.group."
      />
      <ValuesField
        label="Users"
        one="user"
        many="users"
        hint="One a line; upper and lower case are the same."
        placeholder={'anna\nbackup'}
        values={item.users}
        read={linesOf}
        change={(users) => change({ users }, 'users')}
        error={problem('users')}
      />
      <NoteField
        value={item.note ?? ''}
        change={(note) => change({ note }, 'note')}
        error={problem('note')}
      />
    </>
  )
}

const HOSTS: Section<'host_groups'> = {
  part: 'host_groups',
  title: 'Groups of hosts',
  one: 'a group of hosts',
  about: 'None yet. A group gathers addresses of any networks: backup servers, scanners, kiosks …',
  fresh: (number) => ({ name: `new-group-${number}`, networks: [] }),
  figure: ({ networks }) => counted(networks.length, 'network', 'networks'),
  form: HostGroupForm,
}

const USERS: Section<'user_groups'> = {
  part: 'user_groups',
  title: 'Groups of users',
  one: 'a group of users',
  about: 'None yet. A group gathers user names: IT staff, service accounts …',
  fresh: (number) => ({ name: `new-group-${number}`, users: [] }),
  figure: ({ users }) => counted(users.length, 'user', 'users'),
  form: UserGroupForm,
}

// Each section fits its own part; the editor only ever hands it things of that part.
const GROUPS = [HOSTS, USERS] as unknown as readonly Section<Part>[]

/** Groups of hosts and of users. */
export function GroupsTab() {
  return <ItemsEditor sections={GROUPS} />
}

function RoleForm({ item, change, problem }: FormProps<'roles'>) {
  return (
    <>
      <NameField
        label="Role"
        value={item.role}
        change={(role) => change({ role }, 'name')}
        error={problem('role')}
        suggestions="known-roles"
        hint="One of those that are inferred, or a word of your own. Asked for as host.role."
      />
      <datalist id="known-roles">
        {KNOWN_ROLES.map((role) => (
          <option key={role} value={role} />
        ))}
      </datalist>
      <ValuesField
        label="Hosts that have it"
        one="network"
        many="networks"
        hint="Addresses or networks."
        placeholder="10.20.5.5"
        values={item.networks}
        read={networksOf}
        change={(networks) => change({ networks }, 'networks')}
        error={problem('networks')}
      />
      <NoteField
        value={item.note ?? ''}
        change={(note) => change({ note }, 'note')}
        error={problem('note')}
      />
    </>
  )
}

/** Those that are inferred from what hosts do. */
const KNOWN_ROLES = [
  'ftp server',
  'ssh server',
  'file server',
  'mail server',
  'web server',
  'dns server',
  'dhcp server',
  'domain controller',
  'proxy',
  'database',
  'printer',
  'scanner',
  'backup client',
  'mobile',
  'server',
  'workstation',
]

const ROLES: readonly Section<'roles'>[] = [
  {
    part: 'roles',
    title: 'Roles by hand',
    one: 'a role',
    about:
      'None yet: roles are inferred from what hosts do. Give one here to hosts that would be taken for something else.',
    fresh: (number) => ({ role: `new-role-${number}`, networks: [] }),
    figure: ({ networks }) => counted(networks.length, 'network', 'networks'),
    form: RoleForm,
  },
]

/** Roles that people give. */
export function RolesTab() {
  return <ItemsEditor sections={ROLES} />
}
