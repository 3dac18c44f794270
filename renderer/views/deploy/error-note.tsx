import type { ReactElement } from 'react'
import { type BerthErrorData, describeError } from '../../../src/domain/berth-error'
import { Button } from '../../components/button'
import { StateShape } from '../../components/state-shape'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

type ErrorNoteProps = { readonly error: BerthErrorData; readonly onRetry?: () => void }

/** An error in the place where its answer would stand: what happened, what to do, and a way to try again. */
export function ErrorNote({ error, onRetry }: ErrorNoteProps): ReactElement {
  const { t } = useTranslation('deploy')
  const { message, hint } = describeError(error, useLanguage())
  return (
    <div role="alert">
      <ul className="notes">
        <li>
          <span className="st st-bad">
            <StateShape name="fail" />
          </span>
          <b className="wrap">{message}</b>
          <span />
          <p>{hint}</p>
          {onRetry !== undefined && (
            <span className="note-act">
              <Button size="s" icon="rst" onClick={onRetry}>
                {t('retry')}
              </Button>
            </span>
          )}
        </li>
      </ul>
    </div>
  )
}
