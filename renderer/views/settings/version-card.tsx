import { type ReactElement, useState } from 'react'
import type { VersionView } from '../../../src/contract/shell-contract'
import { describeError } from '../../../src/domain/berth-error'
import type { PublishedVersion } from '../../../src/domain/release-file'
import { readReleasesAddress } from '../../../src/domain/releases-address'
import type { Settings } from '../../../src/domain/settings'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { StateWord } from '../../components/state-shape'
import { useClock } from '../../format/clock'
import { formatMoment } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { reportError } from '../../stores/notice-store'
import { useVersionStore } from '../../stores/version-store'
import { ReleasesAddressField } from './releases-address-field'
import type { SettingsChange } from './settings-change'

type VersionCardProps = {
  readonly settings: Pick<Settings, 'releasesAddress' | 'dismissedVersion'>
  readonly change: (part: SettingsChange) => void
}

/** Which version runs, where newer ones are published, and whether there is one. Updating is the person's. */
export function VersionCard({ settings, change }: VersionCardProps): ReactElement {
  const { t } = useTranslation('settings')
  const view = useVersionStore((state) => state.view)
  const { releasesAddress, dismissedVersion } = settings
  return (
    <section className="card" aria-label={t('version.title')}>
      <div className="ch">
        <h2>{t('version.title')}</h2>
        <span className="r" />
        {releasesAddress !== '' && <AskNow />}
      </div>
      <div className="cb">
        <p>{t('version.running', { version: view?.running ?? '' })}</p>
        {view?.newer && (
          <Newer
            newer={view.newer}
            address={releasesAddress}
            isDismissed={view.newer.version === dismissedVersion}
            onDismiss={(version) => change({ dismissedVersion: version })}
          />
        )}
        <ReleasesAddressField address={releasesAddress} onSave={(address) => change({ releasesAddress: address })} />
        <div role="status">{view !== null && releasesAddress !== '' && <Asked view={view} />}</div>
      </div>
    </section>
  )
}

function AskNow(): ReactElement {
  const { t } = useTranslation('settings')
  const client = useClient()
  const [isAsking, setAsking] = useState(false)
  const ask = (): void => {
    setAsking(true)
    client
      .ask('ask-version', {})
      .catch(reportError)
      .finally(() => setAsking(false))
  }
  return (
    <Button size="s" offBecause={isAsking ? t('version.asking') : undefined} onClick={ask}>
      {isAsking ? t('version.asking') : t('version.ask')}
    </Button>
  )
}

type NewerProps = {
  readonly newer: PublishedVersion
  readonly address: string
  readonly isDismissed: boolean
  readonly onDismiss: (version: string) => void
}

function Newer({ newer, address, isDismissed, onDismiss }: NewerProps): ReactElement {
  const { t } = useTranslation('settings')
  const language = useLanguage()
  const client = useClient()
  const { version, releasedAtMs } = newer
  const date = useClock((nowMs) => (releasedAtMs === null ? '' : formatMoment(releasedAtMs, nowMs, language)))
  const folder = readReleasesAddress(address)
  const open = (): void => {
    if (folder.kind === 'good') client.ask('open-address', { address: folder.folder }).catch(reportError)
  }
  return (
    <div className="flex newer-version">
      <b>{t('version.isThere', { version })}</b>
      {date !== '' && <span className="tx3">{date}</span>}
      <span className="grow" />
      <Button size="s" icon="open" onClick={open}>
        {t('version.open')}
      </Button>
      {!isDismissed && (
        <Button size="s" kind="ghost" onClick={() => onDismiss(version)}>
          {t('version.dismiss')}
        </Button>
      )}
    </div>
  )
}

function Asked({ view: { asked, newer } }: { readonly view: VersionView }): ReactElement | null {
  const { t } = useTranslation('settings')
  const language = useLanguage()
  const atMs = asked.kind === 'never' ? null : asked.atMs
  const time = useClock((nowMs) => (atMs === null ? '' : formatMoment(atMs, nowMs, language)))
  if (asked.kind === 'never') return null
  const told = asked.kind === 'failed' ? describeError(asked.error, language) : null
  return (
    <div className={told === null ? 'tres' : 'tres bad'}>
      <StateWord tone={told === null ? 'ok' : 'bad'} shape={told === null ? 'ok' : 'bad'}>
        {told === null ? (newer === null ? t('version.isNewest') : t('version.answered')) : told.message}
      </StateWord>
      {told !== null && <span>{told.hint}</span>}
      <span>{time}</span>
    </div>
  )
}
