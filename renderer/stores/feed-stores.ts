import type { Client } from '../client'
import { createBoardFeed, nextFrame, showSnapshot } from './board-store'
import { clearDeployments, forgetDeployment, storeDeployment } from './deployments-store'
import { useDeliveriesStore } from './deliveries-store'
import { useEngineStore } from './engine-store'
import { useQuestionsStore } from './questions-store'
import { useSampleStore } from './sample-store'
import { showSavedSettings, useSettingsStore } from './settings-store'
import { useVersionStore } from './version-store'

/** Fills the stores from what the shell knows at the start, and from then on from the engine's events. */
export function feedStores(client: Client): void {
  useSampleStore.setState({ isSample: client.start.isSample })
  showSavedSettings(client.start.settings)
  showSnapshot(client.start.sealedBoard)
  const feedBoard = createBoardFeed(Date.now, nextFrame)
  client.on('board-changed', ({ patches }) => feedBoard(patches))
  client.on('settings-changed', ({ settings, problem }) => useSettingsStore.setState({ settings, problem }))
  client.on('deployment-changed', ({ deployment }) => storeDeployment(deployment))
  client.on('deployment-dismissed', ({ deploymentId }) => forgetDeployment(deploymentId))
  client.on('notices-delivered', ({ deliveries }) => useDeliveriesStore.setState({ deliveries }))
  client.on('host-keys-asked', ({ questions }) => useQuestionsStore.setState({ hostKeys: questions }))
  client.onSecretQuestions((secrets) => useQuestionsStore.setState({ secrets }))
  client.onVersionView((view) => useVersionStore.setState({ view }))
  void client.ask('version-view', {}).then(
    (view) => useVersionStore.setState({ view }),
    () => undefined,
  )
  client.onConnected(() => {
    clearDeployments()
    useQuestionsStore.setState({ hostKeys: [] })
    useEngineStore.setState({ status: { kind: 'running' } })
  })
  client.onEngineStatus((status) => useEngineStore.setState({ status }))
}
