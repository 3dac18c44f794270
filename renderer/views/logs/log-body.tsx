import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { describeError } from '../../../src/domain/berth-error'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { StateShape } from '../../components/state-shape'
import { formatCount } from '../../format/count'
import { useLanguage } from '../../i18n/use-language'
import type { LogTarget } from '../../stores/navigation-store'
import { LogStream } from './log-stream'
import { SinceNote } from './since-note'
import type { LogPageModel } from './use-log-page'

/** The rows, or in their place what there is to say; problems over them, new lines under them. */
export function LogBody({ model, target }: { readonly model: LogPageModel; readonly target: LogTarget }): ReactElement {
  const { t } = useTranslation('logs')
  const { choice, snapshot, range } = model
  return (
    <div className="log-body">
      {target.sinceMs !== null && <SinceNote model={model} sinceMs={target.sinceMs} />}
      <LogProblems model={model} target={target} />
      {range.end === range.first && (
        <p className="log-note" role="status">
          {choice.shown.length === 0 && t('noService')}
          {choice.shown.length > 0 && snapshot.error === null && (snapshot.state === null ? t('opening') : t('empty'))}
        </p>
      )}
      <LogStream
        session={model.session}
        scroll={model.scroll}
        paint={model.paint}
        label={t('stream', { slot: target.slot })}
      />
      <NewLines model={model} />
    </div>
  )
}

function LogProblems({ model, target }: { readonly model: LogPageModel; readonly target: LogTarget }): ReactElement {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  const { error, state } = model.snapshot
  const failed = error === null ? null : describeError(error, language)
  return (
    <div role="alert">
      {failed !== null && (
        <Problem>
          <b>{failed.message}</b> {failed.hint}
          <Button size="s" onClick={() => model.session.reopen()}>
            {t('retry', { ns: 'app' })}
          </Button>
        </Problem>
      )}
      {model.choice.slot === undefined && <Problem>{t('slotGone', { slot: target.slot })}</Problem>}
      {(state?.problems ?? []).map((problem) => (
        <Problem key={problem.service}>
          <b>{t('unreadable', { service: problem.service })}</b> {problem.message}
        </Problem>
      ))}
    </div>
  )
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

function NewLines({ model }: { readonly model: LogPageModel }): ReactElement | null {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  if (model.isFollowing) return null
  const count = model.newLines
  return (
    <div className="newlines">
      <span className="st st-idle">
        <Icon name="pause" />
        {t('paused')}
      </span>
      <b>{t('newLines', { count, formatted: formatCount(count, language) })}</b>
      <Button kind="primary" size="s" icon="toend" keyCap="End" onClick={() => model.onFollow({ kind: 'newest' })}>
        {t('newest')}
      </Button>
    </div>
  )
}
