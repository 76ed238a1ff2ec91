import { useView } from '../../common/url/use-view.js'
import { EntityBox } from './entity-box.js'
import { NoEntity } from './no-entity.js'
import { TrailOf } from './trail-of.js'
import classes from './trail.module.css'

/** The whole library of hunts against one host, network, user, file or hash. */
export function TrailPage() {
  const { entity } = useView()
  return (
    <div className={`page ${classes.page}`}>
      <div className={classes.head}>
        <h1 className="page-title">Trail</h1>
        <span className="dim">every hunt, asked about one thing</span>
      </div>
      <EntityBox key={entity ?? ''} entity={entity ?? ''} />
      {entity === undefined ? <NoEntity /> : <TrailOf key={entity} entity={entity} />}
    </div>
  )
}
