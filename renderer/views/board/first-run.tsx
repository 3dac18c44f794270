import type { ReactElement } from 'react'
import { describeError } from '../../../src/domain/berth-error'
import type { HostBoard } from '../../../src/domain/board'
import { imageLabels } from '../../../src/domain/label-names'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { FilledText, gapMark } from '../../components/filled-text'
import { Icon } from '../../components/icon'
import { formatKickoffDate } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { type KeyMap } from '../../keys'
import { openView } from '../../stores/navigation-store'
import { reportError } from '../../stores/notice-store'
import { useSettingsStore } from '../../stores/settings-store'
import { usePageKeys } from '../../use-page-keys'
import { SampleOption } from './sample-option'

/** In place of a board without slots: what each host says, what can be done about it, and what Berth reads. */
export function FirstRun({ hosts }: { readonly hosts: readonly HostBoard[] }): ReactElement {
  const { t } = useTranslation('board')
  usePageKeys(keys)
  const answers = hosts.some((entry) => entry.host.connection.kind === 'connected')
  return (
    <div className="first">
      <section>
        <h2 className="big">{answers ? t('first.noSlotsTitle') : t('first.title')}</h2>
        <p className="lead">{answers ? t('first.noSlotsLead') : t('first.lead')}</p>
        <ol className="opts">
          {hosts.map((entry) => (
            <HostOption key={entry.host.id} entry={entry} />
          ))}
          <li>
            <Icon name="host" />
            <b>{t('first.ssh')}</b>
            <p>{t('first.sshHint')}</p>
            <Button size="l" keyCap="S" onClick={addBySsh}>
              {t('first.addSsh')}
            </Button>
          </li>
          <li>
            <Icon name="shield" />
            <b>{t('first.tls')}</b>
            <p>{t('first.tlsHint')}</p>
            <Button size="l" keyCap="T" onClick={addByTls}>
              {t('first.addTls')}
            </Button>
          </li>
          <SampleOption />
        </ol>
      </section>
      <WhatBerthReads />
    </div>
  )
}

const addBySsh = (): void => openView({ kind: 'add-host', way: 'ssh' })
const addByTls = (): void => openView({ kind: 'add-host', way: 'tls' })
const keys: KeyMap = { S: addBySsh, T: addByTls }

function HostOption({ entry }: { readonly entry: HostBoard }): ReactElement {
  const { t } = useTranslation('board')
  const language = useLanguage()
  const client = useClient()
  const { host } = entry
  const isNamed = useSettingsStore(({ settings }) => settings.hosts.some(({ id }) => id === host.id))
  const isHere = !isNamed && /^(unix|npipe):/.test(host.address)
  const { connection } = host
  const tryNow = (): void => void client.request('retry-host', { hostId: host.id }).catch(reportError)
  const error = connection.kind === 'unreachable' ? describeError(connection.error, language) : null
  return (
    <li className={error === null ? undefined : 'cur'}>
      <Icon name={isHere ? 'pc' : 'host'} />
      <b>
        {isHere ? t('first.thisComputer') : host.name} <code className="tx3 meta">{host.address}</code>
      </b>
      {error === null ? (
        <p>
          {connection.kind === 'connected'
            ? t('first.slotsNone', { version: host.engineVersion ?? '' })
            : t('first.connecting')}
        </p>
      ) : (
        <div className="trouble" role="status">
          <p className="what">{error.message}</p>
          <p>{error.hint}</p>
        </div>
      )}
      {error !== null && (
        <Button kind="primary" size="l" onClick={tryNow}>
          {t('host.tryNow')}
        </Button>
      )}
    </li>
  )
}

function WhatBerthReads(): ReactElement {
  const { t } = useTranslation('board')
  const date = formatKickoffDate('2024-05-10', useLanguage())
  const example = { tag: gapMark, date, summary: 'dashboard' }
  return (
    <section className="look">
      <h2>{t('first.reads.title')}</h2>
      <dl>
        <Fact term={t('first.reads.slots')}>{t('first.reads.slotsText')}</Fact>
        <Fact term={t('first.reads.services')}>{t('first.reads.servicesText')}</Fact>
        <Fact term={t('first.reads.kickoff')}>
          <FilledText text={t('first.reads.kickoffText', example)}>
            <code>kickoff-240510-dashboard</code>
          </FilledText>
        </Fact>
        <Fact term={t('first.reads.revision')}>
          <FilledText text={t('first.reads.revisionText', { label: gapMark })}>
            <code>{imageLabels.revision}</code>
          </FilledText>
        </Fact>
        <Fact term={t('first.reads.state')}>{t('first.reads.stateText')}</Fact>
      </dl>
      <p className="tx2 only-reads">{t('first.onlyReads')}</p>
    </section>
  )
}

function Fact({ term, children }: { readonly term: string; readonly children: React.ReactNode }): ReactElement {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
