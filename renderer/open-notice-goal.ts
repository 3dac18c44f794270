import type { NoticeGoal } from '../src/contract/shell-contract'
import { useDeploymentsStore } from './stores/deployments-store'
import { openDialog, openView } from './stores/navigation-store'
import { openHistory, openLogs, openSlot } from './views/board/slot-actions'

/** Goes where a notification leads; where that is gone, to the slot. */
export function openNoticeGoal({ kind, hostId, slot, deploymentId }: NoticeGoal): void {
  const address = { hostId, slot }
  switch (kind) {
    case 'board':
      return openView({ kind: 'board' })
    case 'slot':
      return void openSlot(address)
    case 'logs':
      return void (openLogs(address, null) || openSlot(address))
    case 'deployment':
      if (deploymentId === null) return void openSlot(address)
      if (!useDeploymentsStore.getState().deployments.has(deploymentId)) return void openHistory(address, deploymentId)
      openSlot(address)
      return openDialog({ kind: 'deployment', deploymentId })
  }
}
