import { type ReactElement, useCallback, useMemo } from 'react'
import { useClient } from '../../client-context'
import { useTranslation } from '../../i18n/use-translation'
import { platformOfDocument } from '../../keys'
import { goBack } from '../../stores/navigation-store'
import { emptyDraft, type HostKind } from './host-draft'
import { HostFormPage } from './host-form-page'
import { useHostForm } from './use-host-form'
import type { WantedHost } from './wanted-host'

/** Adding a host; nothing need answer there yet. */
export function AddHost({ way }: { readonly way: HostKind }): ReactElement {
  const { t } = useTranslation('hosts')
  const client = useClient()
  const empty = useMemo(() => emptyDraft(way, platformOfDocument()), [way])
  const send = useCallback((wanted: WantedHost) => client.request('add-host', wanted), [client])
  const form = useHostForm(client, empty, send, goBack)
  return (
    <HostFormPage
      title={t('addTitle')}
      form={form}
      save={t('addHost')}
      saveAnyway={t('addAnyway')}
      empty={empty}
      onLeave={goBack}
    />
  )
}
