import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { finished } from 'node:stream/promises'
import { forward, tunnel } from './fault-forward'
import { createStepNamer } from './fault-step'

/** A request that changes something, as it went through: its step, and the engine's status (null: it never answered). */
export type SeenChange = { readonly step: string; status: number | null }

/** When in the life of a request a fault strikes. `answer-lost`: the engine has answered, and the client will not hear it. */
export type FaultMoment = 'before-sending' | 'after-sending' | 'answer-lost' | 'after-answer'

/** One fault, struck once: at the request that is the given step (`#2` behind it: the second of that name). */
export type Fault = {
  readonly step: string
  readonly moment: FaultMoment
  readonly strike: () => Promise<void>
  /** What the client's connections become: untouched, cut (new ones are welcome), or cut for good. */
  readonly sequel: 'go-on' | 'cut' | 'refuse'
}

/** A Docker socket in front of an engine's, through which one process under test speaks. */
export type FaultProxy = {
  readonly address: string
  /** Every POST, PUT and DELETE since the last `arm`, in the order in which they came. */
  readonly changes: () => readonly SeenChange[]
  /** Forgets what was seen, and lets everything through again until the fault strikes; null: for good. */
  readonly arm: (fault: Fault | null) => void
  /** Whether the armed fault's step came. */
  readonly hasStruck: () => boolean
  /** Resolves when the armed fault has struck; rejects where that failed. */
  readonly struck: () => Promise<void>
  /** Resolves when the engine has answered every change that was sent to it. */
  readonly settled: () => Promise<void>
  /** Called with the path of every look (GET); the look's answer waits for it. */
  readonly onLook: (listener: ((path: string) => Promise<void>) | null) => void
  readonly close: () => Promise<void>
}

type Armed = {
  readonly fault: Fault
  readonly done: Promise<void>
  readonly tell: (striking: Promise<void>) => void
  hasStruck: boolean
}

/** Opens one at a path; the engine's socket may come and go. */
export async function openFaultProxy(engineSocket: string, socketPath: string): Promise<FaultProxy> {
  const nameStep = createStepNamer(engineSocket)
  const clients = new Set<Socket>()
  const underWay = new Set<Promise<void>>()
  let changes: SeenChange[] = []
  let armed: Armed | null = null
  let isRefusing = false
  let onLook: ((path: string) => Promise<void>) | null = null

  const cutAll = (): void => {
    for (const client of clients) client.destroy()
  }
  const strike = async ({ fault, tell }: Armed): Promise<void> => {
    isRefusing = fault.sequel === 'refuse'
    // Begun before the cut: a process that is to die must not see its connection die first.
    const striking = fault.strike()
    tell(striking)
    if (fault.sequel !== 'go-on') cutAll()
    await striking
  }
  const record = async (method: string, url: string): Promise<SeenChange> => {
    const name = await nameStep(method, url)
    const earlier = changes.filter(({ step }) => step.replace(/#\d+$/, '') === name).length
    const seen: SeenChange = { step: earlier === 0 ? name : `${name}#${String(earlier + 1)}`, status: null }
    changes.push(seen)
    return seen
  }
  const passChange = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const seen = await record(incoming.method ?? '', incoming.url ?? '/')
    const hit = armed?.fault.step === seen.step && !armed.hasStruck ? armed : null
    const moment = hit?.fault.moment
    if (hit !== null) hit.hasStruck = true
    if (hit !== null && moment === 'before-sending') await strike(hit)
    if (isRefusing || incoming.socket.destroyed) return
    await forward(engineSocket, incoming, outgoing, {
      seen,
      // A pull is all that an engine gives up for a client that went away; the rest it carries through.
      outlivesClient: !seen.step.startsWith('pull '),
      withheld: moment === 'answer-lost',
      ...(hit !== null && moment === 'after-sending' ? { onSent: () => strike(hit) } : {}),
    })
    if (hit === null || (moment !== 'after-answer' && moment !== 'answer-lost')) return
    if (moment === 'after-answer') await finished(outgoing).catch(() => undefined)
    await strike(hit)
  }
  const passLook = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    await forward(engineSocket, incoming, outgoing, { beforeAnswer: async () => onLook?.(incoming.url ?? '/') })
  }

  const server = createServer((incoming, outgoing) => {
    if (isRefusing) return void incoming.socket.destroy()
    const isLook = incoming.method === 'GET' || incoming.method === 'HEAD'
    const passing = (isLook ? passLook : passChange)(incoming, outgoing).catch(() => void incoming.socket.destroy())
    if (!isLook) track(underWay, passing)
  })
  // As dockerd: an idle connection stays. One that is closed just when it is used again would be a fault nobody armed.
  server.keepAliveTimeout = 0
  server.on('upgrade', (incoming: IncomingMessage, client: Socket, head: Buffer) =>
    tunnel(engineSocket, incoming, client, head),
  )
  server.on('connection', (client: Socket) => {
    clients.add(client)
    client.once('close', () => clients.delete(client))
    client.on('error', () => undefined)
  })
  await listen(server, socketPath)
  return {
    address: `unix://${socketPath}`,
    changes: () => changes,
    arm: (fault) => {
      changes = []
      isRefusing = false
      armed = fault === null ? null : armedOf(fault)
    },
    hasStruck: () => armed?.hasStruck ?? false,
    struck: async () => armed?.done,
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    onLook: (listener) => {
      onLook = listener
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cutAll()
      }),
  }
}

function armedOf(fault: Fault): Armed {
  let tell: Armed['tell'] = () => undefined
  const done = new Promise<void>((resolve) => (tell = resolve))
  // A fault that could not be struck is told to whoever asks.
  done.catch(() => undefined)
  return { fault, done, tell: (striking) => tell(striking), hasStruck: false }
}

function track(underWay: Set<Promise<void>>, work: Promise<void>): void {
  underWay.add(work)
  void work.finally(() => underWay.delete(work))
}

function listen(server: Server, socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketPath, () => resolve())
  })
}
