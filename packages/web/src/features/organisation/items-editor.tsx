import { Button } from '@mantine/core'
import { IconArrowBackUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useRef, type ReactNode } from 'react'
import { Badge } from '../../common/badges/badge.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { useKeys } from '../../common/keys/use-keys.js'
import { EmptyState } from '../../common/state/states.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import type { Part, Parts } from './draft.js'
import { addItem, changeItem, nameOf, shownItems, type ShownItem } from './items.js'
import { problemsAt } from './problem-places.js'
import { useEditing } from './use-editing.js'
import { chosenOf, chosenText } from './use-go-to.js'
import classes from './forms.module.css'

/** What the form of a thing gets. */
export interface FormProps<P extends Part> {
  readonly item: Parts[P]
  /** @param step name of the field, so that typing in it is undone at once */
  readonly change: (patch: Partial<Parts[P]>, step: string) => void
  readonly problem: (field: string) => string | undefined
}

export interface Section<P extends Part> {
  readonly part: P
  readonly title: string
  /** What one is called, for “Add …”. */
  readonly one: string
  readonly about: string
  /** What a new one is. */
  readonly fresh: (number: number) => Parts[P]
  readonly figure: (item: Parts[P]) => string
  readonly form: (props: FormProps<P>) => ReactNode
}

const MARKS = {
  changed: { tone: 'accent', shape: '≠' },
  new: { tone: 'good', shape: '+' },
  removed: { tone: 'bad', shape: '−' },
} as const

function useItems<P extends Part>(part: P): ShownItem<P>[] {
  const { saved, draft } = useEditing()
  const items: { readonly [Q in Part]: readonly Parts[Q][] } = saved.document
  return shownItems<P>(items[part], draft.items[part])
}

/** The name field has the focus once a new thing is there. */
function focusName(): void {
  window.setTimeout(() => {
    const field = document.querySelector<HTMLInputElement>('[data-item-name]')
    field?.focus()
    field?.select()
  })
}

function SectionList<P extends Part>({ section }: { section: Section<P> }) {
  const { part, title, one, about, fresh, figure } = section
  const { draft, edit } = useEditing()
  const { id } = useView()
  const update = useUpdateView()
  const items = useItems(part)
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        <span className="dim">{formatCount(items.length)}</span>
        <Button
          className={classes.head}
          variant="default"
          size="compact-xs"
          leftSection={<IconPlus size="0.85rem" stroke={1.6} />}
          onClick={() => {
            const [next, key] = addItem(draft, part, fresh(draft.next))
            edit(() => next)
            update({ id: chosenText(part, key) }, true)
            focusName()
          }}
        >
          Add {one}
        </Button>
      </div>
      {items.length === 0 ? (
        <p className={classes.none}>{about}</p>
      ) : (
        <ul className={classes.list}>
          {items.map(({ key, item, state }) => (
            <li key={key}>
              <button
                type="button"
                className={classes.item}
                data-item
                data-removed={state === 'removed' || undefined}
                aria-pressed={id === chosenText(part, key)}
                onClick={() => update({ id: chosenText(part, key) }, true)}
              >
                <span className={classes.name}>
                  {nameOf(item) === '' ? (
                    <span className="dim">no name</span>
                  ) : (
                    <HostileText value={nameOf(item)} most={100} />
                  )}
                </span>
                {state !== 'same' && <Badge {...MARKS[state]}>{state}</Badge>}
                <span className={classes.figure}>{figure(item)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Chosen<P extends Part>({ section, id }: { section: Section<P>; id: string }) {
  const { part, one, form: Form } = section
  const { saved, edit, problems } = useEditing()
  const shown = useItems(part).find(({ key }) => key === id)
  if (shown === undefined) return <Nothing />
  const { key, item, state } = shown
  const before: { readonly [Q in Part]: readonly Parts[Q][] } = saved.document
  const kept = before[part].find((other) => nameOf(other) === key)
  const put = (next: Parts[P] | null, step?: string) =>
    edit((old) => changeItem<P>(old, part, key, kept, next), step)
  const problem = problemsAt(problems, part, key)
  const general = problem('')
  return (
    <section className={`card ${classes.form}`} aria-label={one}>
      <div className={classes.buttons}>
        <h2 className={classes.path}>
          <HostileText value={nameOf(item)} most={100} />
        </h2>
        <span className={classes.head} />
        {(state === 'changed' || state === 'removed') && kept !== undefined && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconArrowBackUp size="0.85rem" stroke={1.6} />}
            onClick={() => put(kept)}
          >
            {state === 'removed' ? 'Put it back' : 'As it is saved'}
          </Button>
        )}
        {state !== 'removed' && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconTrash size="0.85rem" stroke={1.6} />}
            onClick={() => put(null)}
          >
            Remove
          </Button>
        )}
      </div>
      {general !== undefined && (
        <p className={classes.problem} role="alert">
          <HostileText value={general} most={400} />
        </p>
      )}
      {state === 'removed' ? (
        <p className="dim">Removed, once it is saved.</p>
      ) : (
        <Form
          item={item}
          problem={problem}
          change={(patch, step) => put({ ...item, ...patch }, `${step} ${part} ${key}`)}
        />
      )}
    </section>
  )
}

function Nothing() {
  return (
    <section className="card">
      <EmptyState title="Nothing chosen">
        Choose one beside this to see and change it, or add one.
      </EmptyState>
    </section>
  )
}

/** Named things of one or more parts on the left, the chosen one on the right. */
export function ItemsEditor<P extends Part>({ sections }: { sections: readonly Section<P>[] }) {
  const { id } = useView()
  const chosen = chosenOf(id)
  const section = sections.find(({ part }) => part === chosen?.part)
  const place = useRef<HTMLDivElement>(null)
  const move = (step: number) => () => {
    const items = [...(place.current?.querySelectorAll<HTMLElement>('[data-item]') ?? [])]
    const at = items.findIndex((item) => item.ariaPressed === 'true')
    const next = items[Math.min(items.length - 1, Math.max(0, at + step))]
    next?.click()
    next?.focus()
  }
  useKeys({ j: move(1), k: move(-1) })
  return (
    <div className={classes.columns}>
      <div className={classes.items} ref={place}>
        {sections.map((one) => (
          <SectionList key={one.part} section={one} />
        ))}
      </div>
      {section === undefined || chosen === undefined ? (
        <Nothing />
      ) : (
        <Chosen key={id} section={section} id={chosen.key} />
      )}
    </div>
  )
}
