import { Skeleton } from '@mantine/core'
import type { PeersAnswer } from '@spoor/model'
import { useState } from 'react'
import { BytesText } from '../../common/bytes/bytes-text.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { PivotValue } from '../../common/pivot/value.js'
import { ErrorState } from '../../common/state/states.js'
import { usePeers } from './queries.js'
import { ShowLink } from './show-link.js'
import type { ShownHost } from './shown-host.js'
import classes from './host.module.css'

/** Peers that are shown before a press shows the rest. */
const SHOWN = 6
const ASKED = 200

type Peer = PeersAnswer['peers'][number]

function PeerRow({ peer }: { peer: Peer }) {
  return (
    <tr>
      <td>
        <span
          className="dim"
          title={
            peer.direction === 'client' ? 'The host was its client' : 'The host was its server'
          }
        >
          {peer.direction === 'client' ? '→ ' : '← '}
        </span>
        <PivotValue subject="hosts" field="host.ip" value={peer.ip} />
        {!peer.is_home && <span className="dim"> outside</span>}
        {peer.users.length > 0 && (
          <div className={classes.because}>
            <HostileText value={peer.users.join(', ')} most={60} />
          </div>
        )}
      </td>
      <td>{peer.service}</td>
      <td className="num">{formatCount(peer.sessions)}</td>
      <td className="num">{formatCount(peer.transfers)}</td>
      <td className="num">
        <BytesText bytes={peer.bytes_out} />
      </td>
      <td className="num">
        <BytesText bytes={peer.bytes_in} />
      </td>
      <td>
        <ShowLink show={peer.show} />
      </td>
    </tr>
  )
}

function Others({ others }: { others: PeersAnswer['others'] }) {
  const [opened, setOpened] = useState(false)
  if (others.total === 0) return null
  return (
    <>
      <button type="button" className={classes.more} onClick={() => setOpened(!opened)}>
        {opened ? 'Hide' : 'Show'} {formatCount(others.total)} other hosts that it spoke with, over
        all time
      </button>
      {opened && (
        <p className={classes.quiet}>
          {others.peers.map(({ ip }, index) => (
            <span key={ip}>
              {index > 0 && ', '}
              <PivotValue subject="hosts" field="host.ip" value={ip} />
            </span>
          ))}
          {others.total > others.peers.length &&
            `, and ${formatCount(others.total - others.peers.length)} more`}
        </p>
      )}
    </>
  )
}

/** With whom the host moves files. */
export function Peers({ shown: { host, asked } }: { shown: ShownHost }) {
  const [whole, setWhole] = useState(false)
  const answer = usePeers(host.ip, asked, ASKED)
  const { data } = answer
  const peers = whole ? data?.peers : data?.peers.slice(0, SHOWN)
  return (
    <section className="card" aria-label="Peers">
      <div className="card-head">
        <h2>Peers</h2>
        <span className="dim">
          {data === undefined
            ? ''
            : data.total === 0
              ? 'moved no files in this time range'
              : 'moved files with it in this time range'}
        </span>
      </div>
      {answer.isError && data === undefined ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
      ) : data === undefined ? (
        <Skeleton height="8rem" />
      ) : (
        <>
          {peers !== undefined && peers.length > 0 && (
            <div className="scroll-x">
              <table className="plain-table">
                <thead>
                  <tr>
                    <th title="→ the host was its client, ← the host was its server">Peer</th>
                    <th>Service</th>
                    <th className="num">Sessions</th>
                    <th className="num">Transfers</th>
                    <th className="num">Sent</th>
                    <th className="num">Received</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {peers.map((peer) => (
                    <PeerRow key={`${peer.ip} ${peer.direction} ${peer.service}`} peer={peer} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
          {data.peers.length > SHOWN && (
            <button type="button" className={classes.more} onClick={() => setWhole(!whole)}>
              {whole
                ? 'Only the first'
                : data.total > data.peers.length
                  ? `The first ${formatCount(data.peers.length)} of ${formatCount(data.total)}`
                  : `All ${formatCount(data.total)}`}
            </button>
          )}
          <Others others={data.others} />
        </>
      )}
    </section>
  )
}
