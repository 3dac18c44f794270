import type { ContainerPhase, LifecycleInput, LifecycleResponse } from './container-lifecycle'

/**
 * One moment in a container's life: what Berth is told, what it does, the phase afterwards. `occurs` says how often it
 * comes at this place: `once`; `maybe` (not from every engine, not every time); `often` (any number of times, mixed
 * with those beside it that are `often` too).
 */
export type LifecycleMoment = {
  readonly input: LifecycleInput
  readonly response: LifecycleResponse
  readonly phase: ContainerPhase
  readonly occurs: 'once' | 'maybe' | 'often'
}

/** A story of one container, beginning in phase `from`. */
export type LifecycleRow = { readonly from: ContainerPhase; readonly moments: readonly LifecycleMoment[] }

const event = (action: string, response: LifecycleResponse, phase: ContainerPhase): LifecycleMoment => ({
  input: { kind: 'event', action },
  response,
  phase,
  occurs: 'once',
})
const maybe = (moment: LifecycleMoment): LifecycleMoment => ({ ...moment, occurs: 'maybe' })
const often = (moment: LifecycleMoment): LifecycleMoment => ({ ...moment, occurs: 'often' })

const created = event('create', 'look', 'created')
const started = event('start', 'look', 'running')
const signalled = event('kill', 'nothing', 'running')
const died = event('die', 'look', 'ended')
const stopped = event('stop', 'look', 'ended')
const outOfMemory = event('oom', 'look', 'running')
const destroyed = event('destroy', 'forget', 'gone')
const checked = [
  often(event('exec_create', 'nothing', 'running')),
  often(event('exec_start', 'nothing', 'running')),
  often(event('exec_die', 'nothing', 'running')),
]
const healthy = event('health_status: healthy', 'look', 'running')
const unhealthy = event('health_status: unhealthy', 'look', 'running')
const connectionLost: LifecycleMoment = {
  input: { kind: 'connection-lost' },
  response: 'nothing',
  phase: 'unknown',
  occurs: 'once',
}

/**
 * The event sequences of a container as Docker tells them (20.10 and newer): what `stepContainer` is tested against,
 * and what a real engine is compared with.
 */
export const lifecycleTable = {
  'exits by itself with 0': { from: 'unknown', moments: [created, started, died] },
  'exits by itself with a failure': { from: 'unknown', moments: [created, started, died] },
  'cannot be started': { from: 'unknown', moments: [created] },
  'is stopped': { from: 'running', moments: [signalled, died, stopped] },
  'ignores the stop signal and is killed': { from: 'running', moments: [signalled, signalled, died, stopped] },
  'is killed': { from: 'running', moments: [signalled, died] },
  'gets a signal it survives': { from: 'running', moments: [signalled] },
  'is restarted by a person': {
    from: 'running',
    moments: [signalled, died, stopped, started, event('restart', 'look', 'running')],
  },
  'is restarted by its policy': { from: 'unknown', moments: [created, started, died, started] },
  'keeps crashing until its policy gives up': {
    from: 'unknown',
    moments: [created, started, died, started, died, started, died],
  },
  // No `die`: it was not running. The look at `stop` finds it exited, or the slow look does.
  'is stopped while it waits for its next restart': { from: 'ended', moments: [stopped] },
  // The kernel may kill a child first, and engines differ in how often and when they tell.
  'runs out of memory': {
    from: 'unknown',
    moments: [created, started, often(outOfMemory), died, often(event('oom', 'look', 'ended'))],
  },
  'becomes healthy, then unhealthy, then healthy': {
    from: 'unknown',
    moments: [created, started, ...checked, healthy, ...checked, unhealthy, ...checked, healthy, ...checked],
  },
  'is paused and goes on': {
    from: 'running',
    moments: [event('pause', 'look', 'paused'), event('unpause', 'look', 'running')],
  },
  'is replaced by Compose: the old one': {
    from: 'running',
    moments: [signalled, died, stopped, maybe(event('rename', 'look', 'ended')), destroyed],
  },
  'is replaced by Compose: the new one': {
    from: 'unknown',
    moments: [created, maybe(event('rename', 'look', 'created')), started],
  },
  'is renamed': { from: 'running', moments: [event('rename', 'look', 'running')] },
  'has its restart policy changed': { from: 'running', moments: [event('update', 'look', 'running')] },
  'is removed when stopped': { from: 'ended', moments: [destroyed] },
  'is removed while it runs': { from: 'running', moments: [signalled, died, destroyed] },
  'the engine goes and comes back, and so does the container': {
    from: 'running',
    moments: [connectionLost, observed('running', 'running')],
  },
  'the engine goes and comes back without it running': {
    from: 'running',
    moments: [connectionLost, observed('exited', 'ended')],
  },
  'the engine comes back and the container is gone': {
    from: 'running',
    moments: [connectionLost, { input: { kind: 'missing' }, response: 'forget', phase: 'gone', occurs: 'once' }],
  },
} as const satisfies Record<string, LifecycleRow>

function observed(status: 'running' | 'exited', phase: ContainerPhase): LifecycleMoment {
  return { input: { kind: 'observed', status }, response: 'nothing', phase, occurs: 'once' }
}
