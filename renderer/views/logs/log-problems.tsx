import type { ReactElement, ReactNode } from 'react'
import { describeError } from '../../../src/domain/berth-error'
import { Button } from '../../components/button'
import { StateShape } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatMoment } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { LogTarget } from '../../stores/navigation-store'
import type { LogPageModel } from './use-log-page'

type LogProblemsProps = { readonly model: LogPageModel; readonly target: LogTarget }

/** What keeps lines from coming or from being read, over the rows. */
export function LogProblems({ model, target }: LogProblemsProps): ReactElement {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const { error, state } = model.snapshot
  const { connection } = model.choice
  const failures = [error, model.refused].filter((failure) => failure !== null)
  return (
    <div role="alert">
      {failures.map((failure) => {
        const { message, hint } = describeError(failure, language)
        return (
          <Problem key={failure.code}>
            <b>{message}</b> {hint}
            {failure === error && (
              <Button size="s" onClick={() => model.session.reopen()}>
                {t('retry', { ns: 'app' })}
              </Button>
            )}
          </Problem>
        )
      })}
      {model.choice.slot === undefined && <Problem>{t('slotGone', { slot: target.slot })}</Problem>}
      {connection?.kind === 'unreachable' && <HostAway host={model.choice.hostName} sinceMs={connection.sinceMs} />}
      {(state?.problems ?? []).map((problem) => (
        <Problem key={problem.service}>
          <b>{t('unreadable', { service: problem.service })}</b> {problem.message}
        </Problem>
      ))}
    </div>
  )
}

function HostAway({ host, sinceMs }: { readonly host: string; readonly sinceMs: number }): ReactElement {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const time = useClock((nowMs) => formatMoment(sinceMs, nowMs, language))
  return <Problem>{t('hostAway', { host, time })}</Problem>
}

function Problem({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <div className="log-problem">
      <span className="st st-warn">
        <StateShape name="warn" />
      </span>
      {children}
    </div>
  )
}
