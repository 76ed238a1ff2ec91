import { SegmentedControl } from '@mantine/core'
import type { HuntDetail } from '@spoor/model'
import { useState } from 'react'
import { CopyButton } from '../../common/copy/copy-button.js'
import { HostileLines } from '../../common/hostile/hostile-lines.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { ReadOnlyChips } from '../../common/query/chip-words.js'
import classes from './hunt.module.css'

type Form = 'question' | 'sigma' | 'sql'

function Text({ text, label }: { text: string; label: string }) {
  return (
    <pre className={classes.logic} tabIndex={0} aria-label={label}>
      <HostileLines value={text} />
    </pre>
  )
}

/** What a hunt looks at: as a question, as the file that it came from, and as SQL. */
export function Logic({ detail }: { detail: HuntDetail }) {
  const { hunt, sigma, sql, sql_parameters: parameters, untuned } = detail
  const [form, setForm] = useState<Form>('question')
  const values = Object.entries(parameters)
  const texts = { question: hunt.q, sigma: sigma ?? '', sql }
  return (
    <section className="card" aria-label="What it looks at">
      <div className="card-head">
        <h2>What it looks at</h2>
        <span className="dim">{hunt.subject}</span>
        <SegmentedControl
          size="xs"
          className={classes.forms}
          aria-label="Shown as"
          value={form}
          onChange={(value) => setForm(value as Form)}
          data={[
            { value: 'question', label: 'Question' },
            { value: 'sigma', label: hunt.kind === 'behaviour' ? 'YAML' : 'Sigma' },
            { value: 'sql', label: 'SQL' },
          ]}
        />
        <CopyButton value={texts[form]} />
      </div>
      <div className="card-body">
        {form === 'question' && (
          <>
            <ReadOnlyChips q={hunt.q} subject={hunt.subject} />
            <Text text={hunt.q} label="The question as text" />
            {untuned.q !== hunt.q && (
              <details>
                <summary>Before it was tuned</summary>
                <Text text={untuned.q} label="The question before tuning" />
              </details>
            )}
          </>
        )}
        {form === 'sigma' &&
          (sigma === null ? (
            <p className="dim">This hunt is written in code and has no file.</p>
          ) : (
            <Text text={sigma} label="The text of the hunt" />
          ))}
        {form === 'sql' && (
          <>
            <p className="dim">As the engine is asked for its records. Values are bound.</p>
            <Text text={sql} label="SQL" />
            {values.length > 0 && (
              <dl className={classes.bound}>
                {values.map(([name, value]) => (
                  <div key={name}>
                    <dt className="mono">{name}</dt>
                    <dd className="mono">
                      <HostileText value={JSON.stringify(value) ?? ''} most={300} />
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </>
        )}
      </div>
    </section>
  )
}
