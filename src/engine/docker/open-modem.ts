import { Agent, type IncomingMessage } from 'node:http'
import { inspect } from 'node:util'

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

/** Two pools, so that streams and slow calls (a stop waits for its grace) never keep the quick ones waiting. */
export type Modem = { readonly quick: Dial; readonly slow: Dial; readonly close: () => void }

const quickSockets = 8
const slowSockets = 128

/** Every status is answered here: the transport would read an error's body without any limit. */
const allStatuses = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [String(index + 100), true]))

/** Loads dockerode and makes the pools; nothing connects before the first call. */
export async function openModem(socketPath: string): Promise<Modem> {
  const { default: Docker } = await import('dockerode')
  const agents = [createAgent(quickSockets), createAgent(slowSockets)] as const
  const [quick, slow] = agents.map((agent): Dial => {
    const options = { socketPath, agent }
    const docker = withoutDockerHost(() => new Docker(options))
    const modem = docker.modem as { readonly dial: (request: unknown, callback: DialCallback) => void }
    return (request) =>
      new Promise((resolve, reject) => {
        // As a stream, for a plain call whose connection is cut off never calls back.
        modem.dial({ ...request, isStream: true, statusCodes: allStatuses }, (error, answer) => {
          if (error === null) resolve(answer as IncomingMessage)
          else reject(error)
        })
      })
  }) as [Dial, Dial]
  return { quick, slow, close: () => agents.forEach((agent) => agent.destroy()) }
}

type DialCallback = (error: Error | null, answer: unknown) => void

function createAgent(maxSockets: number): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets, maxFreeSockets: 2 })
  // The transport formats its options for a debug line on every request, without limit of depth: all sockets of the agent.
  Object.defineProperty(agent, inspect.custom, { value: () => 'Agent' })
  return agent
}

/** `DOCKER_HOST` in the environment wins over the socket path that dockerode is given. */
function withoutDockerHost<T>(make: () => T): T {
  const { DOCKER_HOST: kept } = process.env
  delete process.env['DOCKER_HOST']
  try {
    return make()
  } finally {
    if (kept !== undefined) process.env['DOCKER_HOST'] = kept
  }
}
