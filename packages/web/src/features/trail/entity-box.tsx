import { Button, TextInput } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useUpdateView } from '../../common/url/use-view.js'
import classes from './trail.module.css'

const KINDS: readonly [example: string, kind: string][] = [
  ['10.1.2.3', 'a host'],
  ['10.1.0.0/16', 'a network'],
  ['user:bob', 'a user'],
  ['file:plan.zip', 'a file name'],
  ['d41d8cd9…', 'an MD5, SHA-1 or SHA-256'],
]

/** Where the thing is named whose trail is wanted. */
export function EntityBox({ entity }: { entity: string }) {
  const update = useUpdateView()
  const [text, setText] = useState(entity)
  const explained = useId()
  const named = text.trim()
  return (
    <form
      className={`card ${classes.box}`}
      role="search"
      aria-label="Trail"
      onSubmit={(event) => {
        event.preventDefault()
        if (named !== '') update({ entity: named })
      }}
    >
      <div className={classes.ask}>
        <TextInput
          className={classes.input}
          size="sm"
          value={text}
          maxLength={1_024}
          spellCheck={false}
          autoComplete="off"
          aria-label="Host, network, user, file or hash"
          aria-describedby={explained}
          placeholder="10.1.2.3"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="sm"
          variant={named === entity ? 'default' : 'filled'}
          disabled={named === ''}
          leftSection={<IconRoute size="0.95rem" stroke={1.6} />}
        >
          Follow
        </Button>
      </div>
      <p id={explained} className={classes.kinds}>
        {KINDS.map(([example, kind]) => (
          <span key={kind}>
            <code className="mono">{example}</code> {kind}
          </span>
        ))}
      </p>
    </form>
  )
}
