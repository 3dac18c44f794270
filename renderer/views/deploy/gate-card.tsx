import type { ReactElement } from 'react'
import type { CheckView } from '../../../src/domain/board'
import type { GateProgress } from '../../../src/domain/deployment'
import { cssVariables } from '../../components/css-variables'
import { StateShape } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatRunning, formatStepTime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

const mostShown = 14
const titles = { health: 'gateTitle', running: 'gateTitleRunning', completed: 'gateTitleCompleted' } as const

/** The gate that is waited for: time left, the checks so far, and what they mean. */
export function GateCard({ gate }: { readonly gate: GateProgress }): ReactElement {
  const { t } = useTranslation('deploy')
  const { service, startedAtMs, deadlineAtMs, kind } = gate
  const left = useClock((nowMs) => formatRunning(deadlineAtMs - nowMs))
  const percent = useClock((nowMs) => Math.round(share(nowMs - startedAtMs, deadlineAtMs - startedAtMs) * 100))
  const limit = formatRunning(deadlineAtMs - startedAtMs)
  return (
    <section className="card">
      <div className="ch">
        <h2>{t(titles[kind], { service })}</h2>
      </div>
      <div className="cb gate">
        <div className="big">
          {left}
          <small>{t('gateLeft', { time: limit })}</small>
        </div>
        <div>
          {kind === 'health' && <GateChecks gate={gate} />}
          <div className="bar gate-bar" style={cssVariables({ '--v': `${percent}%` })} aria-hidden="true">
            <i />
          </div>
        </div>
        <GateSentence gate={gate} limit={limit} />
      </div>
    </section>
  )
}

function share(elapsedMs: number, wholeMs: number): number {
  return wholeMs <= 0 ? 1 : Math.min(1, Math.max(0, elapsedMs / wholeMs))
}

function GateChecks({ gate }: { readonly gate: GateProgress }): ReactElement {
  const { t } = useTranslation('deploy')
  return (
    <ol className="checks" aria-label={t('gateChecks')}>
      {gate.checks.slice(-mostShown).map((check) => (
        <GateCheck key={check.startedAtMs} check={check} startedAtMs={gate.startedAtMs} />
      ))}
      <li className="wait">{t('gateNext')}</li>
    </ol>
  )
}

function GateCheck({ check, startedAtMs }: { readonly check: CheckView; readonly startedAtMs: number }): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const passed = check.exitCode === 0
  const time = formatStepTime(check.endedAtMs - check.startedAtMs, language)
  const code = check.exitCode
  const name = (): string => {
    if (passed) return t('checkPassed', { time })
    return code === -1 ? t('checkTimedOut', { time }) : t('checkFailed', { time, code })
  }
  return (
    <li className={passed ? 'ok' : 'early'} title={name()}>
      <span className={passed ? 'st-ok' : 'st-busy'}>
        <StateShape name={passed ? 'ok' : 'start'} />
      </span>
      <span aria-hidden="true">{formatRunning(check.endedAtMs - startedAtMs)}</span>
      <span className="vh">{name()}</span>
    </li>
  )
}

function GateSentence({ gate, limit }: { readonly gate: GateProgress; readonly limit: string }): ReactElement {
  const { t } = useTranslation('deploy')
  const { checks, service, kind } = gate
  const failed = checks.filter((check) => check.exitCode !== 0).length
  const text = (): string => {
    if (kind !== 'health') return t(kind === 'running' ? 'gateRunningText' : 'gateCompletedText', { time: limit })
    if (checks.length === 0) return t('gateNoChecks')
    return checks.at(-1)?.exitCode === 0 ? t('gatePassed') : t('gateFailing', { count: failed, service })
  }
  return <p className="meta tx2 gate-text">{text()}</p>
}
