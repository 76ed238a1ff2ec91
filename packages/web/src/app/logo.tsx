const LEFT = 'M-.8-6.2C-3.3-4.6-4.5-1.2-4.2 2.1-4 4.7-2.5 5.9-1.3 5.3-.8 5-.8 4.4-.8 3.6Z'
const RIGHT = 'M.8-6.2C3.3-4.6 4.5-1.2 4.2 2.1 4 4.7 2.5 5.9 1.3 5.3.8 5 .8 4.4.8 3.6Z'

/** The mark: two prints of one track, the nearer one fainter. */
export function Logo({ size = '1.75rem' }: { size?: string }) {
  return (
    <svg viewBox="0 0 32 32" style={{ width: size, height: size }} aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--sp-brand)" />
      <g fill="#f6f1e7">
        <g transform="translate(11 21.8) rotate(14)" opacity="0.7">
          <path d={LEFT} />
          <path d={RIGHT} />
        </g>
        <g transform="translate(21.6 10.4) rotate(14)">
          <path d={LEFT} />
          <path d={RIGHT} />
        </g>
      </g>
    </svg>
  )
}
