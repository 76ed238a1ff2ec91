import type { Outlier } from '@spoor/model'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { Drawer } from '../../common/records/drawer.js'
import { AboutValue } from '../../common/sightings/about-value.js'
import { SightingActions } from '../../common/sightings/actions.js'
import shared from '../../common/sightings/sightings.module.css'
import { PartTable } from './part-strip.js'

/** One outlier: why it is unusual for the host, and when the host is usually seen. */
export function OutlierDrawer({ outlier, close }: { outlier: Outlier; close: () => void }) {
  const { kind_title: title, value, host, why, part, new_value: isNew } = outlier
  return (
    <Drawer
      label="Outlier"
      title={
        <>
          <span className="dim">
            Unusual time for this {title} on {host}
          </span>
          <h2>
            <HostileText value={value} most={300} />
          </h2>
        </>
      }
      onClose={close}
    >
      <p className={shared.lead}>
        <HostileText value={why} />
      </p>
      <SightingActions of={outlier} />
      <AboutValue of={outlier} firstHost="Host">
        <div>
          <dt>Part</dt>
          <dd>{part.words}</dd>
        </div>
        <div>
          <dt>Before</dt>
          <dd>
            {isNew
              ? 'The host never had this value, and was never active in this part.'
              : 'The host had this value, but in other parts only.'}
          </dd>
        </div>
      </AboutValue>
      <h3 className={shared.heading}>When this host is usually seen</h3>
      <PartTable outlier={outlier} />
    </Drawer>
  )
}
