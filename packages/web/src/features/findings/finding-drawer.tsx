import { Link } from '@tanstack/react-router'
import type { Finding, HuntsAnswer } from '@spoor/model'
import { useFinding } from '../../common/api/queries.js'
import { LevelBadge } from '../../common/badges/badge.js'
import { exactBytes, formatBytes, formatCount } from '../../common/bytes/format.js'
import { FindingEntity } from '../../common/findings/entity.js'
import { EvidenceButton } from '../../common/findings/evidence.js'
import { partiesOf } from '../../common/findings/parties.js'
import { Techniques } from '../../common/findings/techniques.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { PivotValue } from '../../common/pivot/value.js'
import { pageOf } from '../../common/query/translate.js'
import { Drawer } from '../../common/records/drawer.js'
import { ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { useView } from '../../common/url/use-view.js'
import { Decide } from './decide.js'
import { NextQuestions } from './next-questions.js'
import { Trails } from './trails.js'
import classes from './findings.module.css'

function Facts({ finding }: { finding: Finding }) {
  const { subject, client, server } = partiesOf(finding)
  const facts: [string, React.ReactNode][] = [
    ['Entity', <FindingEntity key="entity" finding={finding} />],
    [
      'Client',
      finding.client && <PivotValue subject={subject} field={client} value={finding.client} />,
    ],
    [
      'Server',
      finding.server && <PivotValue subject={subject} field={server} value={finding.server} />,
    ],
    [
      'User',
      finding.user && <PivotValue subject={subject} field="user.name" value={finding.user} />,
    ],
    ['First seen', <TimeText key="first" moment={finding.first_seen} digits={3} />],
    ['Last seen', <TimeText key="last" moment={finding.last_seen} digits={3} />],
    [
      'Stands on',
      `${formatCount(finding.count)} ${finding.count === 1 ? finding.evidence.subject.slice(0, -1) : finding.evidence.subject}`,
    ],
    [
      'Bytes uploaded',
      finding.bytes !== null && (
        <span title={exactBytes(finding.bytes)}>{formatBytes(finding.bytes)}</span>
      ),
    ],
  ]
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value !== '' && value !== false)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** One finding: why, with its evidence, and what the hunt says of itself. */
export function FindingDrawer({
  id,
  known,
  hunts,
  close,
}: {
  id: string
  /** The finding, if the list has it already. */
  known: Finding | undefined
  hunts: HuntsAnswer['hunts']
  close: () => void
}) {
  const view = useView()
  const answer = useFinding(id, known === undefined)
  const finding = known ?? answer.data
  const hunt = hunts.find((one) => one.id === finding?.hunt)
  return (
    <Drawer
      label="Finding"
      onClose={close}
      title={
        finding === undefined ? (
          <h2>Finding</h2>
        ) : (
          <>
            <LevelBadge level={finding.level} />
            <h2>
              <HostileText value={finding.title} />
            </h2>
          </>
        )
      }
    >
      {finding === undefined ? (
        answer.isError ? (
          <ErrorState error={answer.error} retry={() => void answer.refetch()} />
        ) : (
          <RowsSkeleton />
        )
      ) : (
        <>
          <p className={classes.why}>
            <HostileText value={finding.why} />
          </p>
          <EvidenceButton finding={finding} tz={view.tz} />
          <Decide key={finding.id} finding={finding} />
          <Facts finding={finding} />
          <Trails finding={finding} />
          {finding.files.length > 0 && (
            <>
              <h3 className={classes.heading}>Some of the files</h3>
              <ul className={classes.files}>
                {finding.files.map((file) => (
                  <li key={file}>
                    <PivotValue subject="transfers" field="file.name" value={file} most={300} />
                  </li>
                ))}
              </ul>
            </>
          )}
          {hunt !== undefined && hunt.next.length > 0 && (
            <>
              <h3 className={classes.heading}>Next questions</h3>
              <NextQuestions finding={finding} hunt={hunt} hunts={hunts} />
            </>
          )}
          <h3 className={classes.heading}>ATT&amp;CK</h3>
          <Techniques ids={finding.techniques} />
          <h3 className={classes.heading}>Evidence as a question</h3>
          <code className={classes.question}>
            <HostileText value={finding.evidence.q} />
          </code>
          {hunt !== undefined && (
            <>
              <h3 className={classes.heading}>
                The hunt:{' '}
                <Link
                  to="/hunts/$id"
                  params={{ id: hunt.id }}
                  search={{ from: view.from, to: view.to, tz: view.tz }}
                >
                  <HostileText value={hunt.title} />
                </Link>
              </h3>
              <p>
                <HostileText value={hunt.question} />
              </p>
              <p className="dim">
                <HostileText value={hunt.why} />
              </p>
              <p>
                <b>When it is harmless:</b> <HostileText value={hunt.false_positives} />
              </p>
              {hunt.q !== '' && (
                <p>
                  <Link
                    to={pageOf(hunt.subject)}
                    search={{ q: hunt.q, from: view.from, to: view.to, tz: view.tz }}
                  >
                    All that this hunt looks at
                  </Link>
                </p>
              )}
            </>
          )}
        </>
      )}
    </Drawer>
  )
}
