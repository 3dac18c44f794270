import type { IncomingMessage } from 'node:http'
import { BerthError } from '../../domain/berth-error'
import type { Route } from '../transport/route'
import { createPlaces, type Places } from './places'
import { RouteAgent } from './route-agent'

/** A request in the words of dockerode's transport. */
export type DialRequest = {
  readonly method: string
  /** Ends in a question mark: the query is appended. */
  readonly path: string
  /** Added to by the transport. */
  readonly headers: Record<string, string>
  readonly options: { readonly _query: object; readonly _body: object }
  readonly file?: Buffer
  readonly abortSignal: AbortSignal
}

/** One HTTP exchange over dockerode's own transport: any status is an answer, and its body comes as a stream. */
export type Dial = (request: DialRequest) => Promise<IncomingMessage>

/**
 * Slow calls (a stop waits for its grace) and live streams never keep the quick ones waiting. Where the way allows few
 * streams, `live` rejects with `streams-full` beyond them: who follows something then looks now and then instead.
 */
export type Modem = { readonly quick: Dial; readonly slow: Dial; readonly live: Dial; readonly close: () => void }

const quickPlaces = 8
const slowPlaces = 128
/** Where streams are few, this many stay for calls of all kinds. */
const callPlaces = 2

/** Every status is answered here: the transport would read an error's body without any limit. */
const allStatuses = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [String(index + 100), true]))

/** Loads dockerode and makes the pools; nothing connects before the first call. */
export async function openModem(route: Route): Promise<Modem> {
  const { default: Docker } = await import('dockerode')
  const dialBy = (agent: RouteAgent): Dial => {
    // Where the streams lead is the agent's to know; the name is one that no engine minds.
    const options = { protocol: 'http', host: 'docker', port: 80, agent } as const
    const docker = withoutDockerHost(() => new Docker(options))
    return dialOf(docker.modem as TransportModem)
  }
  const isNarrow = (): boolean => route.streamLimit() !== null
  // Where streams are few, none lies idle that the other kind may want.
  const agents = [new RouteAgent(route, quickPlaces), new RouteAgent(route, 2, () => !isNarrow())] as const
  const [first, second] = [dialBy(agents[0]), dialBy(agents[1])]
  const quick = createPlaces(() => {
    const limit = route.streamLimit()
    // A host with a session or two has one for all calls: a second would wait for a stream that lies idle.
    return limit === null ? quickPlaces : limit === 0 ? 1 : callPlaces
  })
  const slow = createPlaces(() => slowPlaces)
  const live = createPlaces(() => route.streamLimit() ?? slowPlaces)
  return {
    quick: (request) => dialIn(quick, first, request),
    slow: (request) => (isNarrow() ? dialIn(quick, first, request) : dialIn(slow, second, request)),
    live: async (request) => {
      const leave = live.takeNow()
      if (leave !== null) return whileOpen(leave, () => second(request))
      throw new BerthError('streams-full', { address: route.address, limit: route.streamLimit() ?? slowPlaces })
    },
    close: () => {
      for (const agent of agents) agent.destroy()
      route.close()
    },
  }
}

async function dialIn(places: Places, dial: Dial, request: DialRequest): Promise<IncomingMessage> {
  return whileOpen(await places.take(request.abortSignal), () => dial(request))
}

/** The place is kept until the answer is over, and its stream is free for the next one. */
async function whileOpen(leave: () => void, dial: () => Promise<IncomingMessage>): Promise<IncomingMessage> {
  try {
    const answer = await dial()
    answer.once('close', () => setImmediate(leave))
    return answer
  } catch (error) {
    leave()
    throw error
  }
}

type DialCallback = (error: Error | null, answer: unknown) => void
type TransportModem = { readonly dial: (request: unknown, callback: DialCallback) => void }

function dialOf(modem: TransportModem): Dial {
  return (request) =>
    new Promise((resolve, reject) => {
      // As a stream, for a plain call whose connection is cut off never calls back.
      modem.dial({ ...request, isStream: true, statusCodes: allStatuses }, (error, answer) => {
        if (error === null) resolve(answer as IncomingMessage)
        else reject(error)
      })
    })
}

/** `DOCKER_HOST` in the environment wins over the agent that dockerode is given. */
function withoutDockerHost<T>(make: () => T): T {
  const { DOCKER_HOST: kept } = process.env
  delete process.env['DOCKER_HOST']
  try {
    return make()
  } finally {
    if (kept !== undefined) process.env['DOCKER_HOST'] = kept
  }
}
