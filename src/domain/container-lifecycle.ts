import type { ContainerStatus } from './container-observation'

/**
 * What is believed of a container between two looks. `unknown`: the connection broke, or it was never seen. A run is
 * under way in `running` and `paused`; `ended` may be followed by another run (restart policy, a person).
 */
export type ContainerPhase = 'unknown' | 'created' | 'running' | 'paused' | 'ended' | 'gone'

/** What Berth does about an event: list + inspect are the truth, so an event never says more than where to look. */
export type LifecycleResponse = 'look' | 'forget' | 'nothing'

/**
 * What the machine is told: an event with Docker's action (`die`, `health_status: healthy`, …), that events can no
 * longer be heard, what an inspect showed, or that a list of all containers did not hold this one.
 */
export type LifecycleInput =
  | { readonly kind: 'event'; readonly action: string }
  | { readonly kind: 'connection-lost' }
  | { readonly kind: 'observed'; readonly status: ContainerStatus }
  | { readonly kind: 'missing' }

/** The outcome of one input. `run` tells a reader of logs that a run began or ended with it. */
export type LifecycleStep = {
  readonly phase: ContainerPhase
  readonly response: LifecycleResponse
  readonly run: 'began' | 'ended' | 'same'
}

/** The state machine of one container. `gone` is final: Docker never uses an ID twice. */
export function stepContainer(phase: ContainerPhase, input: LifecycleInput): LifecycleStep {
  if (phase === 'gone') return { phase, response: 'nothing', run: 'same' }
  switch (input.kind) {
    case 'event':
      return stepEvent(phase, input.action)
    case 'connection-lost':
      return { phase: 'unknown', response: 'nothing', run: 'same' }
    case 'observed':
      return stepTo(phase, phaseOfStatus(input.status), 'nothing')
    case 'missing':
      return stepTo(phase, 'gone', 'forget')
  }
}

function stepEvent(phase: ContainerPhase, action: string): LifecycleStep {
  const effect = effectOf(action)
  const step = stepTo(phase, effect.phase ?? phase, effect.response)
  // A `start` on top of a run means that the end of the last one was missed; a `die`, that its beginning was.
  if (action === 'start') return { ...step, run: 'began' }
  if (action === 'die') return { ...step, run: 'ended' }
  return step
}

function stepTo(before: ContainerPhase, after: ContainerPhase, response: LifecycleResponse): LifecycleStep {
  const run = isRun(before) === isRun(after) ? 'same' : isRun(after) ? 'began' : 'ended'
  return { phase: after, response, run: before === 'unknown' && run === 'ended' ? 'same' : run }
}

function isRun(phase: ContainerPhase): boolean {
  return phase === 'running' || phase === 'paused'
}

function phaseOfStatus(status: ContainerStatus): ContainerPhase {
  switch (status) {
    case 'created':
      return 'created'
    case 'running':
      return 'running'
    case 'paused':
      return 'paused'
    // Between two runs: the next one is announced by `start`.
    case 'restarting':
    case 'exited':
    case 'dead':
    case 'removing':
      return 'ended'
  }
}

/** An action nobody has heard of is looked at: it may mean anything. */
type Effect = { readonly phase: ContainerPhase | null; readonly response: LifecycleResponse }

const look = (phase: ContainerPhase | null = null): Effect => ({ phase, response: 'look' })
const ignore: Effect = { phase: null, response: 'nothing' }

const effects: Readonly<Record<string, Effect>> = {
  create: look('created'),
  start: look('running'),
  die: look('ended'),
  pause: look('paused'),
  unpause: look('running'),
  // A container that waits for its next restart is stopped without a `die`: this event is the only word of it.
  stop: look(),
  restart: look(),
  oom: look(),
  rename: look(),
  update: look(),
  health_status: look(),
  destroy: { phase: 'gone', response: 'forget' },
  // A signal alone changes nothing; what it brings about has an event of its own.
  kill: ignore,
  // Each health check makes three of these; its verdict comes as `health_status`.
  exec_create: ignore,
  exec_start: ignore,
  exec_die: ignore,
  exec_detach: ignore,
  attach: ignore,
  detach: ignore,
  resize: ignore,
  top: ignore,
  commit: ignore,
  copy: ignore,
  export: ignore,
  'archive-path': ignore,
  'extract-to-dir': ignore,
}

function effectOf(action: string): Effect {
  // `exec_start: /bin/check` and `health_status: healthy` carry their detail behind a colon.
  const colon = action.indexOf(':')
  const name = colon === -1 ? action : action.slice(0, colon)
  return Object.hasOwn(effects, name) ? (effects[name] ?? look()) : look()
}
