import type { ReactElement } from 'react'
import type { LogViewState } from '../../../src/contract/log-contract'
import { Button } from '../../components/button'
import { cssVariables } from '../../components/css-variables'
import { formatCount } from '../../format/count'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { LogOutput } from './use-log-output'

type SaveProgressProps = { readonly output: LogOutput; readonly state: LogViewState | null }

/** How far a file is written, and giving it up. */
export function SaveProgress({ output, state }: SaveProgressProps): ReactElement | null {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  if (output.saving === 'none') return null
  const saving = state?.saving ?? null
  const part = saving === null || saving.total === 0 ? 0 : saving.lines / saving.total
  const isCancelling = output.saving === 'cancelling'
  const words =
    saving === null
      ? t('savingStarts')
      : t('saving', { lines: formatCount(saving.lines, language), total: formatCount(saving.total, language) })
  return (
    <div className="log-saving" role="status">
      <span>{isCancelling ? t('saveCancelling') : words}</span>
      <span className="bar" aria-hidden="true">
        <i style={cssVariables({ '--v': `${Math.round(part * 100)}%` })} />
      </span>
      {!isCancelling && saving !== null && (
        <Button size="s" onClick={output.cancelSave}>
          {t('saveCancel')}
        </Button>
      )}
    </div>
  )
}
