/** What an organisation may hold. Larger ones are refused with a problem, never cut. */
export const ORGANISATION_LIMITS = {
  /** Networks in the tree, in groups and in roles, together; and nodes of the tree. */
  networks: 100_000,
  /** Levels of the tree. */
  depth: 16,
  /** Characters of a label or name. */
  label: 100,
  /** Characters of a path. */
  path: 500,
  /** Characters of a note. */
  note: 1_000,
  /** Groups of hosts, groups of users, and roles: of each so many. */
  groups: 2_000,
  /** Groups and roles that one address can be in. */
  groupsOfAddress: 50,
  /** Users in all groups together. */
  users: 100_000,
  /** Characters of a user's name, and of a value of a list. */
  value: 1_000,
  sites: 500,
  lists: 500,
  /** Values of all lists together. */
  values: 500_000,
  /** Problems and warnings that are told, of each. */
  problems: 100,
  /** Of a file, in bytes. */
  bytes: 16 * 1024 * 1024,
  lines: 500_000,
} as const
