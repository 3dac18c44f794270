import { type BerthErrorData, errorData } from '../../domain/berth-error'
import type { HealthProbe } from '../../domain/slots-file/service-spec'
import { openAbortScope } from '../abort-scope'
import { askFromHere, type HttpAnswer, type LocalAsk, type PublishedPort } from '../deploy/spec-body/ask-from-here'
import { createInnerAsk } from '../deploy/spec-body/ask-inside'
import { portsOf, type ProbePorts } from '../deploy/spec-body/probe-port'
import { reachedFromHere } from '../deploy/spec-body/reached-from-here'
import type { Clock, DockerClient } from '../ports'

/** What asking a service came to. `unreached` says nothing about the service: nothing got through to it. */
export type ServiceAnswer =
  | { readonly kind: 'answered'; readonly answer: HttpAnswer }
  | { readonly kind: 'unreached'; readonly reason: BerthErrorData }

/** A container to be asked, and what the slots file says of how. */
export type AskedContainer = {
  readonly service: string
  readonly id: string
  readonly http: NonNullable<HealthProbe['http']>
}

/** Asks a service over HTTP once, one call a container at a time. Rejects with the host's errors, and with the signal's reason. */
export type ServiceAsk = (container: AskedContainer, signal: AbortSignal) => Promise<ServiceAnswer>

/** The tools ask for three seconds; Docker takes its time to start one. */
const limitMs = 10_000

type Ways = {
  readonly here: (at: PublishedPort, path: string) => ReturnType<LocalAsk>
  readonly inside: ReturnType<typeof createInnerAsk>
}

/**
 * Asks the services of one host. On this very machine through the published port, like a browser; elsewhere from inside the
 * container, so over the host's own connection: the same port of this machine is another service altogether. A host over TCP
 * is asked by its own name where the container has no tool.
 */
export function createServiceAsk(client: DockerClient, clock: Clock, askHere: LocalAsk = askFromHere): ServiceAsk {
  const insides = createInsides(client)
  return async (container, signal) => {
    const scope = openAbortScope(signal)
    clock.sleep(limitMs, scope.signal).then(
      () => scope.abort(),
      () => undefined,
    )
    try {
      const raw = await client.inspectContainer(container.id, scope.signal)
      const ports = portsOf(raw, container.http.containerPort)
      const ways: Ways = {
        here: (at, path) => askHere(at, path, scope.signal),
        inside: insides(container.id, scope.signal),
      }
      return await askOver(client.address, container, ports, ways)
    } finally {
      scope.abort()
      scope.release()
    }
  }
}

async function askOver(
  address: string,
  { service, http }: AskedContainer,
  { inner, published }: ProbePorts,
  { here, inside }: Ways,
): Promise<ServiceAnswer> {
  if (inner === null) return { kind: 'unreached', reason: errorData('probe-without-port', { service }) }
  const at = published === null ? null : reachedFromHere(address, published)
  if (at !== null && at.isThisMachine) {
    const answer = await here(at, http.path)
    if (answer.kind === 'answered') return answer
  }
  const answer = await inside(inner, http.path)
  if (answer.kind === 'answered') return answer
  const last = at === null ? null : await here(at, http.path)
  if (last?.kind === 'answered') return last
  // Something took the connection and said nothing: that is the service's own doing.
  if (last?.kind === 'silent') return { kind: 'answered', answer: { status: null, body: last.reason } }
  return { kind: 'unreached', reason: errorData('probe-unreachable', { service }) }
}

/** Remembers for each container which tool it has. */
function createInsides(client: DockerClient): (id: string, signal: AbortSignal) => Ways['inside'] {
  const known = new Map<string, { signal: AbortSignal; readonly ask: Ways['inside'] }>()
  return (id, signal) => {
    const entry = known.get(id) ?? { signal, ask: createInnerAsk((command) => client.exec(id, command, current(id))) }
    entry.signal = signal
    known.delete(id)
    known.set(id, entry)
    for (const oldest of known.keys()) if (known.size > rememberedContainers) known.delete(oldest)
    return entry.ask
  }
  function current(id: string): AbortSignal {
    return known.get(id)?.signal ?? AbortSignal.abort()
  }
}

const rememberedContainers = 200
