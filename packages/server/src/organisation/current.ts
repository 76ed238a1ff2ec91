import type { OrganisationDocument, OrganisationVersion } from '@spoor/model'
import type { EventStore } from '../store/event-store.js'
import type { StateStore } from '../state/state-store.js'
import { parseCalendar, type Calendar } from './calendar.js'
import { checkDocument, type CheckedDocument } from './document/check-document.js'
import { defaultDocument } from './document/default-document.js'
import { parseOrganisation, type Organisation } from './organisation.js'
import { homeOf } from './places/home.js'
import { keepPlaces } from './places/keep-places.js'
import { savedLists, type SavedLists } from './saved-lists.js'
import { OrganisationRefusal } from './versions/refused.js'
import { addVersion, newestVersion, readVersion, type Author } from './versions/versions.js'

/** What the configuration says of the organisation, as written. */
export interface ConfiguredOrganisation {
  readonly organisation: { readonly home?: readonly string[]; readonly policy: readonly unknown[] }
  readonly calendar?: unknown
  readonly lists: SavedLists
}

/** What holds of the organisation at a time. */
interface Holding {
  readonly version: OrganisationVersion | null
  readonly document: OrganisationDocument
  readonly organisation: Organisation
  readonly calendar: Calendar
  readonly lists: SavedLists
}

/** What to save. */
export interface Proposal {
  /** Plain objects; see `checkDocument`. */
  readonly input: unknown
  /** Number of the version that the change was made to; 0 if none was saved. */
  readonly base: number
  readonly note?: string
}

/**
 * The organisation as it holds now: the newest version that was saved or, until one is, what the
 * configuration says. Everybody asks it anew each time, so that a change holds at once. The policy is
 * always the configuration's.
 */
export class CurrentOrganisation {
  private readonly configured: Holding
  private readonly saysOfItself: readonly string[]
  private holding: Holding
  private saving: Promise<unknown> = Promise.resolve()

  /** @throws OrganisationError that says what is wrong in the configuration */
  constructor(config: ConfiguredOrganisation) {
    const organisation = parseOrganisation(config.organisation)
    const calendar = parseCalendar(config.calendar)
    this.configured = {
      version: null,
      document: defaultDocument({ home: organisation.home, calendar, lists: config.lists }),
      organisation,
      calendar,
      lists: savedLists(config.lists, organisation),
    }
    this.saysOfItself = [
      ...(config.organisation.home === undefined ? [] : ['networks']),
      ...(config.calendar === undefined ? [] : ['calendar']),
      ...(config.lists.size === 0 ? [] : ['lists']),
    ]
    this.holding = this.configured
  }

  /** Null if nothing was saved, and the configuration holds. */
  get version(): OrganisationVersion | null {
    return this.holding.version
  }
  get document(): OrganisationDocument {
    return this.holding.document
  }
  get organisation(): Organisation {
    return this.holding.organisation
  }
  /** Of the main site. */
  get calendar(): Calendar {
    return this.holding.calendar
  }
  get lists(): SavedLists {
    return this.holding.lists
  }

  /** Parts of the configuration that do not hold, because an organisation was saved. */
  get ignored(): readonly string[] {
    return this.version === null ? [] : this.saysOfItself
  }

  /** Takes what was saved last. @throws DrizzleQueryError */
  async load(state: StateStore): Promise<void> {
    const saved = await newestVersion(state)
    if (saved?.version.number === this.version?.number) return
    this.holding = saved
      ? { ...this.holdingOf(saved.document), version: saved.version }
      : this.configured
  }

  /** Reads a document, and says what is wrong with it; what it leaves out is as it holds now. */
  check(input: unknown): CheckedDocument {
    const { home } = this.configured.organisation
    return checkDocument(input, { document: this.document, home })
  }

  /**
   * Saves an organisation, which holds from then on, over history too. Sessions, transfers and
   * findings are to be made anew after that.
   * @throws OrganisationRefusal; StoreError if the engine does not take it: it does at the next start
   */
  save(
    { state, events }: { readonly state: StateStore; readonly events: EventStore },
    { input, base, note = '' }: Proposal,
    author: Author,
  ): Promise<CheckedDocument & { readonly version: OrganisationVersion }> {
    return this.inTurn(async () => {
      await this.load(state)
      const checked = this.check(input)
      const { document, problems } = checked
      if (document === undefined) {
        const [first] = problems.listed()
        const more = problems.total > 1 ? ` (and ${problems.total - 1} more)` : ''
        throw new OrganisationRefusal(
          'ORGANISATION_INVALID',
          `${first?.place}: ${first?.message}${more}`,
          problems.listed(),
        )
      }
      const version = await addVersion(state, { document, base, note }, author)
      this.holding = { ...this.holdingOf(document), version }
      await keepPlaces(events, document)
      return { ...checked, version }
    })
  }

  /** Makes an older version the newest again. @throws OrganisationRefusal; StoreError */
  async restore(
    stores: { readonly state: StateStore; readonly events: EventStore },
    {
      number,
      base,
      note,
    }: { readonly number: number; readonly base: number; readonly note?: string },
    author: Author,
  ): Promise<CheckedDocument & { readonly version: OrganisationVersion }> {
    const { document: input } = await readVersion(stores.state, number)
    return this.save(stores, { input, base, note: note ?? `Version ${number} again.` }, author)
  }

  private holdingOf(document: OrganisationDocument): Omit<Holding, 'version'> {
    const { policy } = this.configured.organisation
    const organisation = { home: homeOf(document), policy }
    const main = document.sites.find((site) => site.default) ?? document.sites[0]
    const { name: _name, default: _default, ...hours } = main ?? { name: '' }
    const lists = new Map(document.lists.map(({ name, values }) => [name, values]))
    return {
      document,
      organisation,
      calendar: parseCalendar(hours),
      lists: savedLists(lists, organisation),
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.saving.then(work, work)
    this.saving = mine.catch(() => undefined)
    return mine
  }
}
