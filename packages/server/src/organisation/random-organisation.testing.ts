import type { NetworkNode, OrganisationDocument } from '@spoor/model'
import fc from 'fast-check'
import { defaultDocument } from './document/default-document.js'
import { readPrefix } from './prefix.js'

/** Networks that lie in each other often: few addresses, many lengths. */
export const someNetwork: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 32 }),
    )
    .map(([low, high, bits]) => readPrefix(`10.${high}.0.${low}/${bits}`).text),
  fc
    .tuple(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 0, max: 128 }))
    .map(([low, bits]) => readPrefix(`2001:db8::${low.toString(16)}/${bits}`).text),
)

export const someAddress: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 3 }))
    .map(([low, high]) => `10.${high}.0.${low}`),
  fc.integer({ min: 0, max: 65_535 }).map((low) => `2001:db8::${low.toString(16)}`),
  fc.ipV4(),
)

interface Drawn {
  readonly networks: readonly string[]
  readonly site: boolean
  readonly children: readonly Drawn[]
}

/** Nodes with up to so many levels below them. */
function nodes(levels: number): fc.Arbitrary<Drawn> {
  return fc.record({
    networks: fc.array(someNetwork, { maxLength: 3 }),
    site: fc.boolean(),
    children: levels === 0 ? fc.constant([]) : fc.array(nodes(levels - 1), { maxLength: 3 }),
  })
}

const someTexts = fc.uniqueArray(fc.stringMatching(/^[a-z="'#:,;ä -]{1,12}[a-z]$/), {
  maxLength: 4,
  selector: (text) => text.trim(),
})

/** Organisations that can be saved: no network is in two nodes. */
export const someDocument: fc.Arbitrary<OrganisationDocument> = fc
  .record({
    roots: fc.tuple(nodes(3), nodes(2)),
    groups: fc.array(fc.array(someNetwork, { maxLength: 3 }), { maxLength: 3 }),
    roles: fc.array(fc.array(someNetwork, { maxLength: 2 }), { maxLength: 2 }),
    texts: someTexts,
  })
  .map(({ roots, groups, roles, texts }) => {
    const used = new Set<string>()
    const nodeOf = ({ networks, site, children }: Drawn, label: string): NetworkNode => ({
      label,
      networks: networks.filter((text) => !used.has(text) && used.add(text)),
      ...(site && { site: 'Main' }),
      ...(texts[0] !== undefined && site && { note: `-${texts[0]}` }),
      children: children.map((child, index) =>
        nodeOf(child, index === 0 ? `=${index} "x", y` : `n${index}`),
      ),
    })
    const [home, internet] = roots
    return {
      ...defaultDocument({ home: [] }),
      networks: [nodeOf(home, 'Home'), nodeOf(internet, 'Internet')],
      host_groups: groups.map((networks, index) => ({
        name: `group ${index}`,
        networks: [...new Set(networks)],
      })),
      roles: roles.map((networks, index) => ({
        role: `role-${index}`,
        networks: [...new Set(networks)],
      })),
      lists: [{ name: 'words', values: texts.map((text) => text.trim()) }],
    }
  })
