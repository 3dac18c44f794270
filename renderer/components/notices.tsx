import type { ReactElement } from 'react'
import { describeError } from '../../src/domain/berth-error'
import { useLanguage, useTranslation } from '../i18n/use-translation'
import { dismissNotice, type Notice, restoreNotice, useNoticeStore } from '../stores/notice-store'
import { offerUndo } from '../stores/undo-store'
import { IconButton } from './button'
import { StateShape } from './state-shape'
import { UndoOfferLine } from './undo-offer-line'

/** What went wrong with something the person asked for, in the corner until it is dismissed; and what can be taken back. */
export function Notices(): ReactElement {
  const notices = useNoticeStore((state) => state.notices)
  const { t } = useTranslation('app')
  return (
    <div className="corner">
      {/* Named as live, so that an open dialog does not hide it from screen readers. */}
      <div role="alert" aria-live="assertive">
        {notices.length > 0 && (
          <ol className="notices" aria-label={t('notices')}>
            {notices.map((notice) => (
              <NoticeLine key={notice.id} notice={notice} />
            ))}
          </ol>
        )}
      </div>
      <UndoOfferLine />
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
      <IconButton icon="x" label={t('dismiss')} onClick={() => dismiss(notice)} />
      <p>{hint}</p>
    </li>
  )
}

function dismiss(notice: Notice): void {
  dismissNotice(notice.id)
  offerUndo({ word: 'noticeDismissed' }, async () => restoreNotice(notice))
}
