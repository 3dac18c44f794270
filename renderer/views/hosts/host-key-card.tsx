import type { ReactElement } from 'react'
import type { HostKeyQuestionView } from '../../../src/contract/host-requests'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { CopyButton } from '../../components/copy-button'
import { useTranslation } from '../../i18n/use-translation'
import { reportError } from '../../stores/notice-store'
import { fingerprintCommand, fingerprintGroups } from './fingerprint-groups'

/** An unknown host key to be compared with what its server prints, and what a person says of it. */
export function HostKeyCard({ question }: { readonly question: HostKeyQuestionView }): ReactElement {
  const { t } = useTranslation('hosts')
  const client = useClient()
  const { questionId, host, keyType, fingerprint } = question
  const { digest, groups } = fingerprintGroups(fingerprint)
  const say = (answer: 'always' | 'once' | 'refuse'): void =>
    void client.request('answer-host-key', { questionId, answer }).catch(reportError)
  return (
    <div className="fp">
      <div className="flex meta tx2">
        <b className="tx1 wrap">{t('hostKey.fingerprint', { type: keyType, host })}</b>
        <span className="grow" />
        <CopyButton text={fingerprint} />
      </div>
      <div className="hash" aria-label={fingerprint} role="img">
        {digest}
        {groups.map((group, index) => (
          <span key={index}>{group} </span>
        ))}
      </div>
      <div className="meta tx2">{t('hostKey.onServer')}</div>
      <pre>{fingerprintCommand(keyType)}</pre>
      <div className="flex answers">
        <Button kind="primary" onClick={() => say('always')}>
          {t('hostKey.trust')}
        </Button>
        <Button onClick={() => say('once')}>{t('hostKey.once')}</Button>
        <Button kind="danger" onClick={() => say('refuse')}>
          {t('hostKey.refuse')}
        </Button>
        <span className="meta tx3">{t('hostKey.saved')}</span>
      </div>
    </div>
  )
}
