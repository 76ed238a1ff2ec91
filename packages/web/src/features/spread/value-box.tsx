import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { AsOfField, WhoseValues } from '../../common/sightings/filters.js'
import { useUpdateView } from '../../common/url/use-view.js'
import classes from './spread.module.css'
import { choicesFor } from './things.js'

/** Where the value is named of which patient zero is wanted. */
export function ValueBox({ of, value }: { of: string; value: string }) {
  const update = useUpdateView()
  const [thing, setThing] = useState(of)
  const [text, setText] = useState(value)
  const choices = useMemo(() => choicesFor(of), [of])
  const named = text.trim() === '' ? '' : text
  return (
    <form
      className={`card ${classes.box}`}
      role="search"
      aria-label="Patient zero"
      onSubmit={(event) => {
        event.preventDefault()
        if (named !== '') update({ of: thing, value: named })
      }}
    >
      <NativeSelect
        size="sm"
        className={classes.thing}
        aria-label="What it is"
        value={thing}
        onChange={(event) => setThing(event.currentTarget.value)}
        data={choices}
      />
      <TextInput
        className={classes.input}
        size="sm"
        value={text}
        maxLength={1_000}
        spellCheck={false}
        autoComplete="off"
        aria-label="Value"
        placeholder="The value, exactly as hosts had it"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="sm"
        variant={named === value && thing === of ? 'default' : 'filled'}
        disabled={named === ''}
        leftSection={<IconUsersGroup size="0.95rem" stroke={1.6} />}
      >
        Who had it
      </Button>
      <span className={classes.more}>
        <WhoseValues usual="all" />
        <AsOfField />
      </span>
    </form>
  )
}
