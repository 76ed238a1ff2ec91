import { ActionIcon, Kbd, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconHelp } from '@tabler/icons-react'
import { useKeys } from '../common/keys/use-keys.js'
import classes from './help.module.css'

const KEYS: readonly [keys: readonly string[], what: string][] = [
  [['/'], 'Go to the question; on Hunts, to the search'],
  [['Enter'], 'Ask the question; in a list, open the row'],
  [['j', 'k'], 'Next, previous row (also ↓ ↑)'],
  [['h', 'l'], 'Cell to the left, to the right (also ← →)'],
  [['i'], 'Include the value of the marked cell'],
  [['x'], 'Exclude the value of the marked cell'],
  [['o'], 'Ask only for the value of the marked cell'],
  [['Space'], 'Menu of the marked cell'],
  [['Esc'], 'Close what is open; leave the question'],
  [['r'], 'Ask again'],
  [['?'], 'This help'],
]

const QUESTIONS: readonly [text: string, what: string][] = [
  ['ftp.command:STOR', 'a field has a value'],
  ['not destination.ip:10.0.0.0/8', 'not in a network'],
  ['file.name:*.zip', 'wildcards: * any run, ? one character'],
  ['alert.signature_id:(2002383 or 2010642)', 'one of several'],
  ['source.bytes:>1000000', 'greater than; also [a TO b]'],
  ['user.name:/^adm/', 'regular expression (RE2)'],
  ['file.name:*', 'the field has a value'],
  ['host.role:workstation', 'what is known of a host on either side'],
  ['"login incorrect"', 'words anywhere in the record'],
]

/** Opens the list of keys and of ways to ask. */
export function HelpButton() {
  const [opened, { open, close }] = useDisclosure(false)
  useKeys({ '?': open })
  return (
    <>
      <ActionIcon size="lg" onClick={open} aria-label="Help: keys and questions" title="Help (?)">
        <IconHelp size="1.1rem" stroke={1.6} />
      </ActionIcon>
      <Modal opened={opened} onClose={close} title="Keys and questions" size="lg">
        <div className={classes.columns}>
          <section>
            <h3>Keys</h3>
            <dl className={classes.list}>
              {KEYS.map(([keys, what]) => (
                <div key={what}>
                  <dt>
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
          <section>
            <h3>Questions</h3>
            <dl className={classes.questions}>
              {QUESTIONS.map(([text, what]) => (
                <div key={text}>
                  <dt className="mono">{text}</dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
            <p className="dim">
              Join them with <b>and</b>, <b>or</b>, <b>not</b> and brackets. Every value on the page
              has a menu that writes these for you.
            </p>
          </section>
        </div>
      </Modal>
    </>
  )
}
