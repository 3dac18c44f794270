import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckView, ServiceView } from '../../../src/domain/board'
import { displayBlock } from '../../../src/domain/display-text'
import { CopyButton } from '../../components/copy-button'
import { KeyCap } from '../../components/key-cap'
import { StateWord } from '../../components/state-shape'
import { formatClock, formatStepTime } from '../../format/time'
import { useLanguage } from '../../i18n/use-language'
import { type CheckKind, checkKind, type CheckPlace } from './check-kind'

type HealthPanelProps = {
  readonly services: readonly ServiceView[]
  readonly shown: CheckPlace | null
  readonly onChoose: (place: CheckPlace) => void
}

/** Docker's last results of each service's check as a strip, and the output of the chosen one. */
export function HealthPanel({ services, shown, onChoose }: HealthPanelProps): ReactElement {
  const { t } = useTranslation('slot')
  const service = services.find(({ name }) => name === shown?.service)
  const check = service?.checks[shown?.index ?? -1]
  return (
    <section className="card" aria-label={t('health')}>
      <div className="ch">
        <h2>{t('health')}</h2>
        <div className="legend r" aria-hidden="true">
          {legend.map(([kind, mark, text]) => (
            <span key={kind}>
              <i className={mark} />
              {t(text)}
            </span>
          ))}
        </div>
      </div>
      <div className="cb health">
        {services.map((one) => (
          <HealthStrip key={one.name} service={one} shown={shown} onChoose={onChoose} />
        ))}
        {service !== undefined && check !== undefined && <CheckOutput service={service} check={check} />}
      </div>
    </section>
  )
}

const marks: Readonly<Record<CheckKind, string>> = { passed: '', failed: 'f', 'timed-out': 't', starting: 's' }
const words = {
  passed: 'wordPassed',
  failed: 'wordFailed',
  'timed-out': 'wordTimedOut',
  starting: 'wordStarting',
} as const
const legend = [
  ['passed', '', 'passed'],
  ['failed', 'f', 'failed'],
  ['timed-out', 't', 'timedOut'],
  ['starting', 's', 'starting'],
] as const

type HealthStripProps = Omit<HealthPanelProps, 'services'> & { readonly service: ServiceView }

function HealthStrip({ service, shown, onChoose }: HealthStripProps): ReactElement {
  const { t } = useTranslation('slot')
  const { name, checks, health } = service
  const passed = checks.filter((check) => check.exitCode === 0).length
  const end = (): string => {
    if (checks.length > 0) return t('passedOf', { passed, total: checks.length })
    return health === 'none' ? t('noCheck') : t('noResults')
  }
  return (
    <div className="hstrip">
      <b className="ell">{name}</b>
      <div className="bars" role="group" aria-label={name}>
        {checks.map((check, index) => {
          const kind = checkKind(check, service)
          const isShown = shown?.service === name && shown.index === index
          const facts = { service: name, number: index + 1, total: checks.length, result: t(words[kind]) }
          return (
            <button
              key={check.startedAtMs}
              type="button"
              className={`${marks[kind]} ${isShown ? 'on' : ''}`}
              aria-pressed={isShown}
              aria-label={t('checkLabel', { ...facts, at: formatClock(check.startedAtMs, true) })}
              onClick={() => onChoose({ service: name, index })}
            />
          )
        })}
      </div>
      <span className="end">{end()}</span>
    </div>
  )
}

function CheckOutput({ service, check }: { readonly service: ServiceView; readonly check: CheckView }): ReactElement {
  const { t } = useTranslation('slot')
  const language = useLanguage()
  const kind = checkKind(check, service)
  const time = formatStepTime(check.endedAtMs - check.startedAtMs, language)
  const face = faces[kind]
  return (
    <div className={`out out-${face.tone}`}>
      <div className="oh">
        <StateWord tone={face.tone} shape={face.shape}>
          {t(words[kind])}
        </StateWord>
        <b>
          {service.name}, {formatClock(check.startedAtMs, true)}
        </b>
        <span>{check.exitCode < 0 ? t('checkTime', { time }) : t('checkFacts', { code: check.exitCode, time })}</span>
        <span className="grow" />
        <span aria-hidden="true">
          <KeyCap>←</KeyCap> <KeyCap>→</KeyCap> {t('otherChecks')}
        </span>
        <CopyButton text={check.output} />
      </div>
      <pre className="logbox raw">{check.output === '' ? t('noOutput') : displayBlock(check.output)}</pre>
    </div>
  )
}

const faces = {
  passed: { tone: 'ok', shape: 'ok' },
  failed: { tone: 'bad', shape: 'bad' },
  'timed-out': { tone: 'bad', shape: 'fail' },
  starting: { tone: 'busy', shape: 'start' },
} as const
