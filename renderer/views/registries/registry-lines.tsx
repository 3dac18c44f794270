import { type ReactElement, useState } from 'react'
import { describeError } from '../../../src/domain/berth-error'
import { registryOutcome } from '../../../src/domain/registry-outcome'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { type ShapeName, StateWord, type Tone } from '../../components/state-shape'
import { TimeText } from '../../components/time-text'
import { formatAgo } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { openDialog } from '../../stores/navigation-store'
import { reportError } from '../../stores/notice-store'
import { registriesChanged } from '../../stores/registries-store'
import { RegistryLogin } from './registry-login'
import type { RegistryLine } from './use-registries'

/** A registry: its line, and below it what it said where that was no answer. */
export function RegistryLines({ line }: { readonly line: RegistryLine }): ReactElement {
  const { registry } = line
  return (
    <>
      <tr data-registry={registry}>
        <td className="ell">
          <code title={registry}>{registry}</code>
        </td>
        <td className="meta">
          <RegistryLogin line={line} />
        </td>
        <td>
          <LastAnswer answer={line.answer} />
        </td>
        <td className="do">
          <Actions line={line} />
        </td>
      </tr>
      <Problem line={line} />
    </>
  )
}

const looks: Readonly<Record<ReturnType<typeof registryOutcome>, readonly [Tone, ShapeName]>> = {
  reached: ['ok', 'ok'],
  refused: ['warn', 'warn'],
  'not-reached': ['lost', 'lost'],
  failing: ['bad', 'bad'],
}

function LastAnswer({ answer }: Pick<RegistryLine, 'answer'>): ReactElement {
  const { t } = useTranslation('registries')
  if (answer === null) return <span className="meta tx3">{t('notAsked')}</span>
  const outcome = registryOutcome(answer.error)
  const [tone, shape] = looks[outcome]
  return (
    <>
      <StateWord tone={tone} shape={shape} quiet={outcome === 'reached'}>
        {t(`outcome.${outcome}`)}
      </StateWord>
      <div className="meta tx3">
        <TimeText atMs={answer.atMs} format={formatAgo} />
      </div>
    </>
  )
}

function Actions({ line: { registry, typed } }: { readonly line: RegistryLine }): ReactElement {
  const { t } = useTranslation('registries')
  const client = useClient()
  const [isTrying, setTrying] = useState(false)
  const tryNow = (): void => {
    setTrying(true)
    // What it comes to stands in the line: it is the registry's last answer.
    const ended = (): void => {
      setTrying(false)
      registriesChanged()
    }
    client.request('try-registry', { registry }).then(ended, ended)
  }
  const forget = (): void => {
    client.ask('forget-registry-login', { registry }).then(registriesChanged, reportError)
  }
  const signIn = (): void => openDialog({ kind: 'registry-login', registry, next: { kind: 'none' } })
  return (
    <div className="row-acts">
      <Button
        size="s"
        aria-label={t(typed === null ? 'signInTo' : 'changeAt', { registry })}
        aria-haspopup="dialog"
        onClick={signIn}
      >
        {t(typed === null ? 'signIn' : 'change')}
      </Button>
      {typed !== null && (
        <Button size="s" aria-label={t('forgetAt', { registry })} onClick={forget}>
          {t('forget')}
        </Button>
      )}
      <Button
        size="s"
        aria-label={t('tryAt', { registry })}
        onClick={tryNow}
        offBecause={isTrying ? t('trying') : undefined}
      >
        {t('tryNow')}
      </Button>
    </div>
  )
}

function Problem({ line: { typed, docker, answer } }: { readonly line: RegistryLine }): ReactElement | null {
  const language = useLanguage()
  const unread = typed === null && docker.kind === 'unusable' ? docker.error : null
  const error = registryOutcome(answer?.error ?? null) === 'reached' ? unread : (answer?.error ?? unread)
  if (error === null) return null
  const { message, hint } = describeError(error, language)
  return (
    <tr className="more">
      <td colSpan={4} className="meta tx2">
        {message} {hint}
      </td>
    </tr>
  )
}
