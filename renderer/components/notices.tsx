import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { describeError } from '../../src/domain/berth-error'
import { useLanguage } from '../i18n/use-language'
import { dismissNotice, type Notice, useNoticeStore } from '../stores/notice-store'
import { IconButton } from './button'
import { StateShape } from './state-shape'

/** What went wrong with something the person asked for, in the corner until it is dismissed. */
export function Notices(): ReactElement {
  const notices = useNoticeStore((state) => state.notices)
  const { t } = useTranslation('app')
  return (
    <div role="alert">
      {notices.length > 0 && (
        <ol className="notices" aria-label={t('notices')}>
          {notices.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} />
          ))}
        </ol>
      )}
    </div>
  )
}

function NoticeLine({ notice }: { readonly notice: Notice }): ReactElement {
  const { t } = useTranslation('app')
  const { message, hint } = describeError(notice.error, useLanguage())
  return (
    <li className="st-bad">
      <StateShape name="bad" className="st" />
      <b>{message}</b>
      <IconButton icon="x" label={t('dismiss')} onClick={() => dismissNotice(notice.id)} />
      <p>{hint}</p>
    </li>
  )
}
