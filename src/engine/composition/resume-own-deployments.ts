import { toErrorData } from '../../domain/berth-error'
import { orAborted } from '../abort-scope'
import type { Interruptions } from '../deploy/interruption/interruptions'
import type { OwnLock, OwnLocks } from '../deploy/own-locks'
import type { Deployments } from '../deployments'
import type { HostAccess } from '../host-access'
import type { Log } from '../ports'

type ResumeParts = {
  readonly ownLocks: OwnLocks
  readonly deployments: Pick<Deployments, 'onChange'>
  readonly interruptions: Pick<Interruptions, 'goOnWithOwn'>
  readonly hostAccess: Pick<HostAccess, 'connection' | 'onConnection'>
  readonly log: Log
}

/**
 * Goes on, each as soon as its host answers, with the deployments that the process before this one was cut off from, and
 * notes of its own where they are heading. What can't be gone on with stays as it is: interrupted, for people to resolve.
 */
export function resumeOwnDeployments(parts: ResumeParts, signal: AbortSignal): void {
  const { ownLocks, deployments, interruptions, log } = parts
  deployments.onChange((change) => {
    if (change.kind !== 'changed' || change.deployment.phase === 'ended') return
    ownLocks.heads(change.deployment.id, change.deployment.phase === 'running' ? 'resume' : 'put-back')
  })
  const resume = async (own: OwnLock): Promise<void> => {
    const told = { deployment: own.deploymentId, slot: own.slot }
    try {
      await connected(parts, own.hostId, signal)
      const id = await interruptions.goOnWithOwn(own, signal)
      log('info', id === null ? 'nothing of our own to go on with' : 'our own deployment goes on', told)
    } catch (error) {
      if (!signal.aborted)
        log('warn', 'our own deployment not gone on with', { ...told, error: toErrorData(error).message })
    }
  }
  for (const own of ownLocks.left) void resume(own)
}

async function connected({ hostAccess }: ResumeParts, hostId: string, signal: AbortSignal): Promise<void> {
  if (hostAccess.connection(hostId).kind === 'connected') return
  let remove: () => void = () => undefined
  const answered = new Promise<void>((resolve) => {
    remove = hostAccess.onConnection(hostId, ({ kind }) => {
      if (kind === 'connected') resolve()
    })
  })
  try {
    await orAborted(answered, signal)
  } finally {
    remove()
  }
}
