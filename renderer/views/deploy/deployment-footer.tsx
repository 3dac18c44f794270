import type { ReactElement } from 'react'
import type { Deployment } from '../../../src/domain/deployment'
import { useClient } from '../../client-context'
import { Button } from '../../components/button'
import { focusFirst } from '../../components/focus-first'
import { CopyButton } from '../../components/copy-button'
import { formatList } from '../../format/list'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { keyCapOf, platformOfDocument, useKeys } from '../../keys'
import { closeDialog, openDialog } from '../../stores/navigation-store'
import { reportError } from '../../stores/notice-store'
import { cancelConsequence } from './cancel-consequence'
import { deploymentReport } from './deployment-report'

/** What a cancel would do, and the buttons of a deployment under way. */
export function RunningFooter({ deployment }: { readonly deployment: Deployment }): ReactElement {
  const { t } = useTranslation('deploy')
  const client = useClient()
  const canCancel = deployment.phase === 'running'
  const cancel = (): void => {
    if (canCancel) client.request('cancel-deployment', { deploymentId: deployment.id }).catch(reportError)
  }
  useKeys({ 'Ctrl+.': cancel })
  return (
    <footer>
      <p role="status">
        <Consequence deployment={deployment} />
      </p>
      <Button
        size="l"
        kind="danger"
        keyCap={keyCapOf('Ctrl+.', platformOfDocument())}
        offBecause={canCancel ? undefined : t('underWay')}
        onClick={cancel}
      >
        {t(cancelTexts[deployment.plan.operation.kind])}
      </Button>
      <Button ref={focusFirst} size="l" keyCap="Esc" onClick={closeDialog}>
        {t('background')}
      </Button>
    </footer>
  )
}

const cancelTexts = {
  deploy: 'cancelDeploy',
  rollback: 'cancelRollback',
  stop: 'cancelOther',
  start: 'cancelOther',
  restart: 'cancelOther',
  repair: 'cancelOther',
} as const

function Consequence({ deployment }: { readonly deployment: Deployment }): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const consequence = cancelConsequence(deployment)
  switch (consequence.kind) {
    case 'none-changed':
      return (
        <>
          <b>{t('noneChanged')}</b> {t('noneChangedText')}
        </>
      )
    case 'put-back':
      return (
        <>
          <b>{t('wouldPutBack', { services: formatList(consequence.services, language) })}</b> {t('wouldPutBackText')}
        </>
      )
    case 'under-way':
      return (
        <>
          <b>{t('underWay')}</b> {t('underWayText')}
        </>
      )
  }
}

type EndedFooterProps = { readonly deployment: Deployment; readonly hostName: string }

/** The buttons of a deployment that has ended. */
export function EndedFooter({ deployment, hostName }: EndedFooterProps): ReactElement {
  const { t } = useTranslation('deploy')
  const { result, plan } = deployment
  const { hostId, slot, operation } = plan
  const offersRollback = operation.kind === 'deploy' && (result?.kind === 'put-back' || result?.kind === 'down')
  const succeeded = result?.kind === 'succeeded'
  return (
    <footer>
      <p>{t('by', { name: deployment.by })}</p>
      {!succeeded && <CopyButton size="l" label={t('copyReport')} text={deploymentReport(deployment, hostName)} />}
      {offersRollback && (
        <Button size="l" icon="back" onClick={() => openDialog({ kind: 'rollback', hostId, slot, releaseId: null })}>
          {t('rollBack')}
        </Button>
      )}
      {!succeeded && (
        <Button size="l" onClick={() => tryAgain(plan)}>
          {t('tryAgain')}
        </Button>
      )}
      <Button ref={focusFirst} size="l" kind="primary" keyCap="Esc" onClick={closeDialog}>
        {t('close')}
      </Button>
    </footer>
  )
}

/** Asks for the same once more: with a new plan, to be looked at and confirmed. */
function tryAgain({ hostId, slot, operation }: Deployment['plan']): void {
  switch (operation.kind) {
    case 'deploy':
      return openDialog({ kind: 'deploy', hostId, slot, tag: operation.tag })
    case 'rollback':
      return openDialog({ kind: 'rollback', hostId, slot, releaseId: operation.releaseId })
    case 'stop':
    case 'start':
    case 'restart':
    case 'repair':
      return openDialog({ kind: 'operation', hostId, slot, operation: operation.kind, services: operation.services })
  }
}
