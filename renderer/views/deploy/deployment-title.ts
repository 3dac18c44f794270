import type { Deployment } from '../../../src/domain/deployment'
import type { ShapeName, Tone } from '../../components/state-shape'

type TitleText =
  | (typeof running)[keyof typeof running]
  | (typeof succeeded)[keyof typeof succeeded]
  | 'cancelling'
  | 'puttingBack'
  | (typeof failed)[keyof typeof failed]
  | 'down'
  | 'halfWay'
  | 'refused'
  | 'cancelled'

/** A deployment's face and the sentence that names it; the sentence's placeholders are `what`, `place` and `slot`. */
export type DeploymentTitle = { readonly tone: Tone; readonly shape: ShapeName; readonly text: TitleText }

const running = {
  deploy: 'running',
  rollback: 'runningRollback',
  stop: 'runningStop',
  start: 'runningStart',
  restart: 'runningRestart',
  repair: 'runningRepair',
} as const
const succeeded = {
  deploy: 'succeeded',
  rollback: 'succeededRollback',
  stop: 'succeededStop',
  start: 'succeededStart',
  restart: 'succeededRestart',
  repair: 'succeededRepair',
} as const

const failed = {
  deploy: 'failed',
  rollback: 'failedRollback',
  stop: 'failedOther',
  start: 'failedOther',
  restart: 'failedOther',
  repair: 'failedRepair',
} as const

/** See `DeploymentTitle`. */
export function deploymentTitle(deployment: Deployment): DeploymentTitle {
  const operation = deployment.plan.operation.kind
  const busy = { tone: 'busy', shape: operation === 'rollback' ? 'back' : 'deploy' } as const
  const back = { tone: 'busy', shape: 'back' } as const
  switch (deployment.phase) {
    case 'running':
      return { ...busy, text: running[operation] }
    case 'cancelling':
      return { ...back, text: 'cancelling' }
    case 'putting-back':
      return { ...back, text: 'puttingBack' }
    case 'ended':
      break
  }
  switch (deployment.result?.kind) {
    case 'put-back':
      return { tone: 'bad', shape: 'fail', text: failed[operation] }
    case 'down':
      return { tone: 'bad', shape: 'bad', text: deployment.result.services.length > 0 ? 'down' : 'halfWay' }
    case 'refused':
      return { tone: 'warn', shape: 'lock', text: 'refused' }
    case 'cancelled':
      return { tone: 'idle', shape: 'back', text: 'cancelled' }
    case 'succeeded':
    case undefined:
      return { tone: 'ok', shape: 'ok', text: succeeded[operation] }
  }
}
