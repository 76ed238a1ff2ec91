import type { ReactNode } from 'react'
import classes from './flow.module.css'

const TONES: Readonly<Record<string, string>> = {
  egress: 'egress',
  ingress: 'ingress',
  lateral: 'lateral',
  external: 'external',
}

/**
 * The middle of "who → where": an arrow in the direction in which the data went, with what went
 * along it. Its colour repeats the zone, which a badge says in words.
 */
export function FlowArrow({
  direction,
  zone,
  children,
}: {
  direction: 'right' | 'left' | 'both'
  zone: string
  children: ReactNode
}) {
  const words = { right: 'to the server', left: 'to the client', both: 'direction not known' }
  return (
    <span
      className={classes.arrow}
      data-direction={direction}
      style={{ '--tone': `var(--sp-${TONES[zone] ?? 'dim'})` } as React.CSSProperties}
    >
      <span className="visually-hidden">{words[direction]}</span>
      <i className={classes.left} aria-hidden="true" />
      <span className={classes.load}>{children}</span>
      <i className={classes.right} aria-hidden="true" />
    </span>
  )
}
