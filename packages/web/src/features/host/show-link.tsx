import { IconSearch } from '@tabler/icons-react'
import type { RecordsQuestion } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { pageOf } from '../../common/query/translate.js'
import { useView } from '../../common/url/use-view.js'
import classes from './host.module.css'

/** Leads to the records that something stands on. */
export function ShowLink({ show }: { show: RecordsQuestion | undefined }) {
  const { tz } = useView()
  if (show === undefined) return null
  const { subject, q, from, to } = show
  return (
    <Link
      to={pageOf(subject)}
      search={{ q, from: from ?? 'all', to, tz }}
      className={classes.show}
      aria-label={`Show the ${subject}`}
      title={`Show the ${subject}`}
      onClick={(event) => event.stopPropagation()}
    >
      <IconSearch size="0.85rem" stroke={1.6} aria-hidden />
    </Link>
  )
}
