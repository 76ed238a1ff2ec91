import { SegmentedControl } from '@mantine/core'
import type { SpreadAnswer, SpreadEdge } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { formatCount } from '../../common/bytes/format.js'
import { Chart } from '../../common/chart/chart.js'
import { useChartColours } from '../../common/chart/colours.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { PivotValue } from '../../common/pivot/value.js'
import { condition } from '../../common/query/language.js'
import { TimeText } from '../../common/time/time-text.js'
import { useOpenHost, useView } from '../../common/url/use-view.js'
import { graphOption, pressedHost } from './graph-option.js'
import { MOST_DRAWN, spreadGraph } from './graph-layout.js'
import classes from './spread.module.css'

/** Height of a row and least width of a column, in rem. */
const ROW = 1.625
const COLUMN = 9.5

function Contact({ edge: { by, id } }: { edge: SpreadEdge }) {
  const { tz } = useView()
  return by === 'transfer' ? (
    <Link to="/transfers" search={{ q: condition('transfer.id', id), from: 'all', tz }}>
      transfer
    </Link>
  ) : (
    <Link to="/sessions" search={{ q: condition('session.id', id), from: 'all', tz }}>
      session
    </Link>
  )
}

function EdgesTable({ edges }: { edges: readonly SpreadEdge[] }) {
  return (
    <div className={classes.edges} tabIndex={0} aria-label="Contacts">
      <table className="plain-table">
        <thead>
          <tr>
            <th>Had it earlier</th>
            <th>Had it later</th>
            <th>Their last contact before</th>
            <th>Service</th>
            <th>Record</th>
          </tr>
        </thead>
        <tbody>
          {edges.map((edge) => (
            <tr key={`${edge.from} ${edge.to}`}>
              <td>
                <PivotValue subject="events" field="source.ip" value={edge.from} />
              </td>
              <td>
                <PivotValue subject="events" field="source.ip" value={edge.to} />
              </td>
              <td>
                <TimeText moment={edge.at} />
              </td>
              <td>
                <HostileText value={edge.service} most={40} />
              </td>
              <td>
                <Contact edge={edge} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What the graph leaves out, and what stands where. */
function Note({ answer, drawn, lonely }: { answer: SpreadAnswer; drawn: number; lonely: number }) {
  const { total, edges } = answer
  return (
    <p className={classes.note}>
      {drawn < total &&
        `Only the first ${formatCount(drawn)} of ${formatCount(total)} hosts are drawn. `}
      {edges.length === 0
        ? 'No two of these hosts had a transfer or session with each other before the later one had the value. They stand in the order of time.'
        : 'An arrow goes from a host that had it to one that had it later, if the two had a transfer (solid) or session (dashed) in between: a way on which it may have come, no proof.'}
      {edges.length > 0 &&
        lonely > 0 &&
        ` The ${formatCount(lonely)} in the row${lonely === 1 ? '' : 's'} below had no such contact; they stand in the order of time.`}
      {answer.hosts.some(({ is_home: home }) => !home) && ' Hosts outside are hollow.'}
    </p>
  )
}

/** Who may have had the value from whom. */
export function SpreadGraphCard({ answer }: { answer: SpreadAnswer }) {
  const zone = useView().tz ?? 'local'
  const colours = useChartColours()
  const openHost = useOpenHost()
  const [form, setForm] = useState('graph')
  const { hosts, edges } = answer
  const graph = useMemo(() => spreadGraph(hosts, edges, MOST_DRAWN), [hosts, edges])
  const option = useMemo(() => graphOption(graph, zone, colours), [graph, zone, colours])
  const press = useCallback(
    (data: unknown) => {
      const host = pressedHost(data)
      if (host !== undefined) openHost(host)
    },
    [openHost],
  )
  return (
    <section className="card" aria-label="Spread graph">
      <div className="card-head">
        <h2>How it may have spread</h2>
        <span className="dim">
          {formatCount(edges.length)} contact{edges.length === 1 ? '' : 's'} between hosts that had
          it
        </span>
        <SegmentedControl
          className={classes.end}
          size="xs"
          value={form}
          onChange={setForm}
          data={[
            { value: 'graph', label: 'Graph' },
            { value: 'table', label: 'Table' },
          ]}
          aria-label="Contacts as"
        />
      </div>
      {form === 'table' ? (
        <EdgesTable edges={edges} />
      ) : (
        <div className="scroll-x">
          <div style={{ minWidth: `${graph.columns * COLUMN}rem` }}>
            <Chart
              option={option}
              height={Math.max(5, graph.rows * ROW + 1)}
              onPress={press}
              label={`Graph of ${formatCount(graph.nodes.length)} hosts and ${formatCount(graph.edges.length)} contacts; the table has the same`}
            />
          </div>
        </div>
      )}
      <Note answer={answer} drawn={graph.nodes.length} lonely={graph.lonely} />
    </section>
  )
}
