import type { ReactElement } from 'react'
import type { HistoryEntry } from '../../../src/contract/history'
import { Button } from '../../components/button'
import { useTranslation } from '../../i18n/use-translation'
import { openView } from '../../stores/navigation-store'
import { DeploymentDetails } from './deployment-details'
import { EntryActions } from './entry-actions'
import { WhatChanged } from './what-changed'

type EntryDetailsProps = { readonly entry: HistoryEntry; readonly hostName: string }

/** An entry unfolded: a deployment's steps and output; of anything else, all of its text. */
export function EntryDetails({ entry, hostName }: EntryDetailsProps): ReactElement {
  const { event } = entry
  if (event.kind === 'deployment') {
    return <DeploymentDetails entry={entry} deploymentId={event.deploymentId} hostName={hostName} />
  }
  return (
    <div className="ao alone">
      <p className="wrap">
        <WhatChanged event={event} />
      </p>
      <EntryActions entry={entry}>
        {event.kind === 'settings-published' && <OpenFile hostId={entry.hostId} />}
      </EntryActions>
    </div>
  )
}

function OpenFile({ hostId }: { readonly hostId: string }): ReactElement {
  const { t } = useTranslation('activity')
  return (
    <Button size="s" icon="file" onClick={() => openView({ kind: 'slots-file', hostId })}>
      {t('openFile')}
    </Button>
  )
}
