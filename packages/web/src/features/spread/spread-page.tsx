import { EmptyState } from '../../common/state/states.js'
import { LinkButton } from '../../common/link/link-button.js'
import { AsOfBanner } from '../../common/sightings/as-of-banner.js'
import { SightingsTabs } from '../../common/sightings/tabs.js'
import { carried, validateView } from '../../common/url/search-state.js'
import { useView } from '../../common/url/use-view.js'
import { SpreadOf } from './spread-of.js'
import classes from './spread.module.css'
import { ValueBox } from './value-box.js'

function NoValue() {
  return (
    <div className="card">
      <EmptyState
        title="Which value?"
        action={
          <LinkButton
            to="/sightings"
            search={(previous) => carried(validateView(previous))}
            variant="default"
          >
            Choose from what is new
          </LinkButton>
        }
      >
        <p>
          Write a hash, a file name, a user, a server or another value above. Everywhere else, the
          menu of a value has “Who else had it”, which leads here.
        </p>
      </EmptyState>
    </div>
  )
}

/** Patient zero: which hosts met a value, in which order. */
export function SpreadPage() {
  const { of = 'hash', value } = useView()
  return (
    <div className="page">
      <div className={classes.head}>
        <h1 className="page-title">Patient zero</h1>
        <span className="dim">
          who had a value first, and who after; over all that is kept, whatever the time range
        </span>
        <SightingsTabs />
      </div>
      <ValueBox key={`${of} ${value ?? ''}`} of={of} value={value ?? ''} />
      <AsOfBanner />
      {value === undefined ? <NoValue /> : <SpreadOf of={of} value={value} />}
    </div>
  )
}
