import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react'
import type { HostSetting } from '../../../src/domain/settings'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { useTranslation } from '../../i18n/use-translation'
import { platformOfDocument } from '../../keys'
import { useBoardStore } from '../../stores/board-store'
import { goBack } from '../../stores/navigation-store'
import { useSettingsStore } from '../../stores/settings-store'
import { draftOfHost, emptyDraft } from './host-draft'
import { HostFormPage } from './host-form-page'
import { useHostForm } from './use-host-form'
import type { WantedHost } from './wanted-host'

type EditHostProps = { readonly hostId: string; readonly testsAtOnce: boolean }

/** Changing how a host is reached; `testsAtOnce`: its connection is tested as soon as the page opens. */
export function EditHost({ hostId, testsAtOnce }: EditHostProps): ReactElement {
  const { t } = useTranslation('hosts')
  // As it was when the page opened: what somebody else changes meanwhile doesn't overwrite what is typed.
  const [host] = useState(() => findHost(hostId))
  if (host !== null) return <EditForm host={host} testsAtOnce={testsAtOnce} />
  return (
    <>
      <div className="viewbar">
        <h1>{t('gone')}</h1>
        <span className="grow" />
        <Button onClick={goBack}>{t('cancel')}</Button>
      </div>
    </>
  )
}

type EditFormProps = { readonly host: Omit<HostSetting, 'id'> & { readonly id: string }; readonly testsAtOnce: boolean }

function EditForm({ host, testsAtOnce }: EditFormProps): ReactElement {
  const { t } = useTranslation('hosts')
  const client = useClient()
  const [draft] = useState(() => draftOfHost(host, emptyDraft('local', platformOfDocument())))
  const send = useCallback(
    (wanted: WantedHost) => client.request('edit-host', { ...wanted, hostId: host.id }),
    [client, host.id],
  )
  const form = useHostForm(client, draft, send, goBack)
  const hasBegun = useRef(!testsAtOnce)
  const { test } = form
  useEffect(() => {
    if (hasBegun.current) return
    hasBegun.current = true
    test()
  }, [test])
  return (
    <HostFormPage
      title={t('editTitle', { host: host.name })}
      form={form}
      save={t('save')}
      saveAnyway={t('saveAnyway')}
      empty={null}
      onLeave={goBack}
    />
  )
}

/** From the settings; the local engine that they don't name, from the board. */
function findHost(hostId: string): HostSetting | null {
  const setting = useSettingsStore.getState().settings.hosts.find(({ id }) => id === hostId)
  if (setting !== undefined) return setting
  const host = useBoardStore.getState().board.hosts.find((entry) => entry.host.id === hostId)?.host
  return host === undefined ? null : { id: host.id, name: host.name, address: host.address }
}
