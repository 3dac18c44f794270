import { type IncomingMessage, request } from 'node:http'
import { createInterface } from 'node:readline'

/** One container event as Docker itself tells it, independent of the client under test. */
export type ContainerEvent = {
  readonly action: string
  readonly id: string
  readonly attributes: Readonly<Record<string, string>>
  /** Docker's clock, which is this machine's. */
  readonly atMs: number
}

type EventLine = {
  readonly Action: string
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> }
  readonly timeNano: number
}

/** All container events since it was opened. */
export type ContainerEvents = { readonly all: () => readonly ContainerEvent[]; readonly close: () => void }

/** Listens to an engine; resolves when it listens. */
export async function followContainerEvents(socketPath: string): Promise<ContainerEvents> {
  const events: ContainerEvent[] = []
  const filters = encodeURIComponent(JSON.stringify({ type: ['container'] }))
  const outgoing = request({ socketPath, path: `/events?filters=${filters}`, agent: false })
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve)
    outgoing.on('error', reject)
    outgoing.end()
  })
  const lines = createInterface({ input: incoming })
  // Closing cuts the stream off, and a reader of lines passes on what its input says of that.
  for (const end of [incoming, lines, outgoing]) end.on('error', () => undefined)
  lines.on('line', (line) => {
    const { Action, Actor, timeNano } = JSON.parse(line) as EventLine
    events.push({ action: Action, id: Actor.ID, attributes: Actor.Attributes, atMs: timeNano / 1_000_000 })
  })
  return { all: () => events, close: () => outgoing.destroy() }
}
