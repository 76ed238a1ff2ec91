import type { HuntDetail, Level, TuningRequest } from '@spoor/model'

/** How a person wants a hunt, while it is being changed. Empty means: as the hunt says itself. */
export interface TuningDraft {
  readonly isOn: '' | 'on' | 'off'
  readonly level: '' | Level
  /** Texts of the fields, by the names of the parameters. */
  readonly parameters: Readonly<Record<string, string>>
}

/** The draft of the tuning as it is. */
export function draftOf({ tuning, hunt }: HuntDetail): TuningDraft {
  const { is_on: isOn, level, parameters = {} } = tuning ?? {}
  return {
    isOn: isOn === undefined ? '' : isOn ? 'on' : 'off',
    level: level ?? '',
    parameters: Object.fromEntries(
      hunt.parameters.map(({ name }) => [
        name,
        Object.hasOwn(parameters, name) ? String(parameters[name]) : '',
      ]),
    ),
  }
}

/** What is wrong with the texts of the fields, by the names of the parameters. */
export function draftMistakes(draft: TuningDraft, { hunt }: HuntDetail): Record<string, string> {
  const mistakes: Record<string, string> = {}
  for (const { name, from, to } of hunt.parameters) {
    const text = (draft.parameters[name] ?? '').trim()
    if (text === '') continue
    const value = Number(text)
    if (Number.isNaN(value)) mistakes[name] = 'Not a number'
    else if (value < from || value > to) {
      mistakes[name] = `From ${from.toLocaleString('en')} to ${to.toLocaleString('en')}`
    }
  }
  return mistakes
}

/** The tuning that the draft means; undefined while it has mistakes. */
export function tuningOf(draft: TuningDraft, detail: HuntDetail): TuningRequest | undefined {
  if (Object.keys(draftMistakes(draft, detail)).length > 0) return undefined
  const parameters = Object.fromEntries(
    detail.hunt.parameters.flatMap(({ name }) => {
      const text = (draft.parameters[name] ?? '').trim()
      return text === '' ? [] : [[name, Number(text)]]
    }),
  )
  return {
    ...(draft.isOn !== '' && { is_on: draft.isOn === 'on' }),
    ...(draft.level !== '' && { level: draft.level }),
    ...(Object.keys(parameters).length > 0 && { parameters }),
  }
}

/** Whether the draft says other things than the tuning as it is. */
export function isChanged(draft: TuningDraft, detail: HuntDetail): boolean {
  const now = draftOf(detail)
  return (
    draft.isOn !== now.isOn ||
    draft.level !== now.level ||
    detail.hunt.parameters.some(
      ({ name }) => (draft.parameters[name] ?? '').trim() !== now.parameters[name],
    )
  )
}
