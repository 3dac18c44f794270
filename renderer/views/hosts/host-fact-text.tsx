import type { ReactElement } from 'react'
import type { HostFact } from '../../../src/contract/host-test'
import { useClock } from '../../format/clock'
import { formatDay } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'

/** What a step of a test found, in words. */
export function HostFactText({ fact }: { readonly fact: HostFact }): ReactElement {
  const { t } = useTranslation('hosts')
  switch (fact.kind) {
    case 'address':
      return <code>{fact.address}</code>
    case 'server':
      return <>{fact.software}</>
    case 'certificate':
      return <CertificateText fact={fact} />
    case 'host-key':
      return <>{t('test.facts.hostKey', { type: fact.keyType, fingerprint: fact.fingerprint })}</>
    case 'login':
      return <>{t(`test.facts.login.${fact.method}`, { user: fact.user })}</>
    case 'docker': {
      const engine = t('test.facts.docker', { version: fact.engineVersion, api: fact.apiVersion })
      return <>{fact.way === null ? engine : `${engine}, ${t(`test.facts.${fact.way}`)}`}</>
    }
    case 'slots': {
      if (fact.count === 0) return <>{t('test.facts.slotsNone')}</>
      const more = fact.count > fact.names.length ? ', …' : ''
      return <>{t('test.facts.slots', { count: fact.count, names: `${fact.names.join(', ')}${more}` })}</>
    }
    case 'rights':
      return <>{t(`test.facts.${fact.access}`)}</>
  }
}

function CertificateText({ fact }: { readonly fact: Extract<HostFact, { kind: 'certificate' }> }): ReactElement {
  const { t } = useTranslation('hosts')
  const language = useLanguage()
  const day = useClock((nowMs) => formatDay(fact.untilMs, nowMs, language))
  return <>{t('test.facts.certificate', { issuer: fact.issuer, day })}</>
}
