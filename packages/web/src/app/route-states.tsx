import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { ErrorState } from '../common/state/states.js'

/** A place that is not there. */
export function NotFound() {
  return (
    <div className="page">
      <h1 className="page-title">There is nothing here</h1>
      <p>
        The address names no page of Spoor. Go to <Link to="/today">Today</Link>.
      </p>
    </div>
  )
}

/** A page that broke while it was drawn. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  return <ErrorState error={error} retry={reset} />
}
