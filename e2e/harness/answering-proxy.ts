import { Agent, createServer, request as openRequest } from 'node:http'
import { type AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** What the proxy does with a request instead of passing it on at once; null: nothing. */
export type Meddling =
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** Nothing is ever answered. */
  | { readonly kind: 'silence' }
  /** The connection breaks before an answer. */
  | { readonly kind: 'cut' }
  | null

/** A proxy before a registry, for bad moments. */
export type AnsweringProxy = {
  /** `127.0.0.1:PORT` */
  readonly address: string
  /** `METHOD PATH` of every request that came, in order. */
  readonly seen: string[]
  /** The most requests that were under way at a time. */
  mostAtOnce(): number
  meddle(meddling: (method: string, path: string) => Meddling): void
  close(): void
}

/** Opens one before an address. */
export async function openAnsweringProxy(target: string): Promise<AnsweringProxy> {
  const seen: string[] = []
  let meddling: (method: string, path: string) => Meddling = () => null
  let [underWay, mostAtOnce] = [0, 0]
  const agent = new Agent({ keepAlive: true })
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming
    seen.push(`${method} ${url}`)
    underWay += 1
    mostAtOnce = Math.max(mostAtOnce, underWay)
    outgoing.once('close', () => {
      underWay -= 1
    })
    const act = meddling(method, url)
    const pass = (): void => {
      const [host, port] = target.split(':')
      const onward = openRequest({ host, port, method, path: url, headers, agent }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      onward.once('error', () => outgoing.destroy())
      incoming.pipe(onward)
    }
    switch (act?.kind) {
      case undefined:
        pass()
        return
      case 'delay':
        void pause(act.delayMs).then(pass)
        return
      case 'answer':
        outgoing.writeHead(act.status, act.headers)
        outgoing.end()
        return
      case 'cut':
        outgoing.destroy()
        return
      case 'silence':
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    address: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    seen,
    mostAtOnce: () => mostAtOnce,
    meddle: (next) => {
      meddling = next
      mostAtOnce = underWay
    },
    close: () => {
      server.close()
      server.closeAllConnections()
      agent.destroy()
    },
  }
}
