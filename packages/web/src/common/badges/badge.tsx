import type { ReactNode } from 'react'
import classes from './badge.module.css'

/**
 * A small mark with a shape and a word: colour only repeats what both say.
 *
 * @param tone name of a `--sp-…` colour.
 */
export function Badge({
  tone,
  shape,
  children,
  title,
  strong = false,
}: {
  tone: string
  shape: string
  children: ReactNode
  title?: string
  strong?: boolean
}) {
  return (
    <span
      className={classes.badge}
      data-strong={strong || undefined}
      style={{ '--tone': `var(--sp-${tone})` } as React.CSSProperties}
      title={title}
    >
      <span className={classes.shape} aria-hidden="true">
        {shape}
      </span>
      {children}
    </span>
  )
}

interface Look {
  readonly tone: string
  readonly shape: string
  readonly title: string
}

const ZONES: Readonly<Record<string, Look>> = {
  egress: { tone: 'egress', shape: '↗', title: 'Out of home' },
  ingress: { tone: 'ingress', shape: '↘', title: 'Into home' },
  lateral: { tone: 'lateral', shape: '⇄', title: 'Inside home' },
  external: { tone: 'external', shape: '◌', title: 'Neither end is at home' },
}

const VERDICTS: Readonly<Record<string, Look>> = {
  authorised: { tone: 'good', shape: '✓', title: 'Policy allows it' },
  violation: { tone: 'bad', shape: '✕', title: 'Policy forbids it' },
  unknown: { tone: 'dim', shape: '?', title: 'No policy speaks of it' },
}

const LEVELS: Readonly<Record<string, Look>> = {
  critical: { tone: 'critical', shape: '◆', title: 'Critical' },
  high: { tone: 'high', shape: '▲', title: 'High' },
  medium: { tone: 'medium', shape: '■', title: 'Medium' },
  low: { tone: 'low', shape: '●', title: 'Low' },
  informational: { tone: 'informational', shape: '○', title: 'Informational' },
}

const OUTCOMES: Readonly<Record<string, Look>> = {
  completed: { tone: 'good', shape: '✓', title: 'The server said that it is complete' },
  success: { tone: 'good', shape: '✓', title: 'The login succeeded' },
  failed: { tone: 'bad', shape: '✕', title: 'The server said that it failed' },
  failure: { tone: 'bad', shape: '✕', title: 'The login failed' },
  anonymous: { tone: 'warn', shape: '◐', title: 'Logged in without a name' },
  unknown: { tone: 'dim', shape: '?', title: 'No source says how it ended' },
}

const PLAIN: Look = { tone: 'dim', shape: '·', title: '' }

function LookBadge({
  looks,
  word,
  strong,
}: {
  looks: Record<string, Look>
  word: string
  strong?: boolean
}) {
  const look = Object.hasOwn(looks, word) ? (looks[word] ?? PLAIN) : PLAIN
  return (
    <Badge tone={look.tone} shape={look.shape} title={look.title} strong={strong}>
      {word}
    </Badge>
  )
}

export function ZoneBadge({ zone }: { zone: string }) {
  return <LookBadge looks={ZONES} word={zone} />
}

export function VerdictBadge({ verdict }: { verdict: string }) {
  return <LookBadge looks={VERDICTS} word={verdict} strong={verdict === 'violation'} />
}

export function LevelBadge({ level }: { level: string }) {
  return <LookBadge looks={LEVELS} word={level} strong={level === 'critical' || level === 'high'} />
}

/** What a host is. */
export function RoleBadge({ role, title }: { role: string; title?: string }) {
  return (
    <Badge tone="accent" shape="▣" title={title}>
      {role}
    </Badge>
  )
}

function riskLook(score: number): Look {
  if (score >= 75) return { tone: 'critical', shape: '◆', title: 'Very high risk' }
  if (score >= 50) return { tone: 'high', shape: '▲', title: 'High risk' }
  if (score >= 25) return { tone: 'medium', shape: '■', title: 'Medium risk' }
  if (score > 0) return { tone: 'low', shape: '●', title: 'Low risk' }
  return { tone: 'dim', shape: '○', title: 'No known risk' }
}

/** Risk of a host, 0 to 100. */
export function RiskBadge({ score }: { score: number }) {
  const { tone, shape, title } = riskLook(score)
  return (
    <Badge tone={tone} shape={shape} title={`${title}: ${score} of 100`} strong={score >= 50}>
      {score}
    </Badge>
  )
}

export function OutcomeBadge({ outcome }: { outcome: string }) {
  return <LookBadge looks={OUTCOMES} word={outcome} />
}
