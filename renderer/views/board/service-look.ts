import type { ServiceView } from '../../../src/domain/board'
import type { ServiceState } from '../../../src/domain/service-state'
import type { ServiceActivity } from '../../../src/domain/slot-activity'
import type { Look } from './slot-look'

const serviceLooks: Readonly<Record<ServiceState['kind'], Look>> = {
  healthy: { tone: 'ok', shape: 'ok', word: 'healthy' },
  running: { tone: 'idle', shape: 'run', word: 'running' },
  starting: { tone: 'busy', shape: 'start', word: 'starting' },
  unhealthy: { tone: 'bad', shape: 'bad', word: 'unhealthy' },
  paused: { tone: 'idle', shape: 'same', word: 'paused' },
  stopped: { tone: 'idle', shape: 'stop', word: 'stopped' },
  'not-run': { tone: 'idle', shape: 'empty', word: 'not-run' },
}

const activityLooks: Readonly<Record<Exclude<ServiceActivity['kind'], 'done'>, Look>> = {
  waiting: { tone: 'idle', shape: 'wait', word: 'waiting' },
  pulling: { tone: 'busy', shape: 'pull', word: 'pulling' },
  pulled: { tone: 'idle', shape: 'wait', word: 'pulled' },
  switching: { tone: 'busy', shape: 'deploy', word: 'switching' },
  stopping: { tone: 'busy', shape: 'stop', word: 'stopping' },
  gate: { tone: 'busy', shape: 'start', word: 'starting' },
  'putting-back': { tone: 'busy', shape: 'back', word: 'puttingBack' },
  unchanged: { tone: 'idle', shape: 'same', word: 'unchanged' },
}

/** The face of a service: what Berth does to it, or the state of its container. */
export function serviceLook(service: Pick<ServiceView, 'state'>, activity: ServiceActivity | undefined): Look {
  if (activity === undefined || activity.kind === 'done') return serviceLooks[service.state.kind]
  return activityLooks[activity.kind]
}

/** The face of a service that was seen earlier. */
export function lastSeenServiceLook(service: Pick<ServiceView, 'state'>): Look {
  const look = serviceLooks[service.state.kind]
  return { ...look, tone: 'lost', shape: look.shape === 'ok' ? 'was' : look.shape }
}

/** What names the code a service runs, in as few characters as people compare by: revision, else digest, else tag. */
export function shortRevision(service: Pick<ServiceView, 'revision' | 'tag' | 'digest'>): string {
  if (service.revision !== null) return service.revision.slice(0, 7)
  return service.digest?.replace(/^sha256:/, '').slice(0, 7) ?? service.tag ?? ''
}

/** The platform version as people write it: with a `v`. */
export function versionText(version: string): string {
  return /^\d/.test(version) ? `v${version}` : version
}
