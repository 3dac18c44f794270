import { BerthError } from '../../domain/berth-error'
import { type Execution, ServiceFailure } from './execution'

/** Starts a container; what Docker says against it becomes the service's failure. */
export async function startOrFail(run: Execution, service: string, id: string): Promise<void> {
  try {
    await startExplained(run, service, id)
  } catch (error) {
    if (error instanceof BerthError && isStartFailure(error)) throw new ServiceFailure(service, error, id, '')
    throw error
  }
}

const startFailures: readonly string[] = ['start-failed', 'port-taken', 'port-in-use', 'port-stuck']

function isStartFailure({ code }: BerthError): boolean {
  return startFailures.includes(code)
}

/** Starts a container; where Docker refuses, says who has the port that it wants, or what else Docker says. */
export async function startExplained(
  run: Pick<Execution, 'changes' | 'client' | 'host'>,
  service: string,
  id: string,
): Promise<void> {
  try {
    await run.changes.start(id)
  } catch (error) {
    if (!(error instanceof BerthError) || error.code !== 'docker-refused') throw error
    throw await explain(run, service, String(error.data.details['reason'] ?? ''))
  }
}

async function explain(
  { client, host }: Pick<Execution, 'client' | 'host'>,
  service: string,
  reason: string,
): Promise<BerthError> {
  const refused = refusedPort(reason)
  if (refused === null) return new BerthError('start-failed', { service, reason })
  const { port } = refused
  const owner = await host
    .read(async (signal) => {
      const published = (await client.listContainers(null, signal)).flatMap(({ ports }) => ports)
      return published.find((one) => one.port === port)?.container ?? null
    })
    .catch(() => undefined)
  // Who can't be asked about is not guessed at.
  if (owner === undefined) return new BerthError('start-failed', { service, reason })
  if (owner !== null) return new BerthError('port-taken', { service, port, container: owner })
  return new BerthError(refused.by === 'docker' ? 'port-stuck' : 'port-in-use', { service, port })
}

type RefusedPort = { readonly port: number; readonly by: 'docker' | 'host' }

/**
 * Docker's words of a port: its own allocator's, the same in all versions; then the kernel's, as the userland proxy tells
 * them (to 27) and as the daemon does that binds the port itself (from 28 on).
 */
const wordings: readonly { readonly by: RefusedPort['by']; readonly words: RegExp }[] = [
  { by: 'docker', words: /Bind for \S+:(\d+) failed: port is already allocated/ },
  { by: 'host', words: /listen (?:tcp|udp|sctp)\d? \S*:(\d+): bind: address already in use/ },
  { by: 'host', words: /bind host port (?:for )?(?:\[[^\]]*\]|[\d.]*):(\d+)\S*: address already in use/ },
]

/** The port that Docker refused to give; null where it refused for another reason. */
export function refusedPort(reason: string): RefusedPort | null {
  for (const { by, words } of wordings) {
    const port = words.exec(reason)?.[1]
    if (port !== undefined) return { port: Number(port), by }
  }
  return null
}
