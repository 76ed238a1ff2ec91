/** Members by their group, both in the order in which they come. */
export function byGroup<Member extends { readonly group: string }>(
  members: readonly Member[],
): [group: string, members: Member[]][] {
  const groups = new Map<string, Member[]>()
  for (const member of members) {
    const known = groups.get(member.group)
    if (known === undefined) groups.set(member.group, [member])
    else known.push(member)
  }
  return [...groups]
}
