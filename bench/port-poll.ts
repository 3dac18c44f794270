import { request } from 'node:http'

/** What a service's published port did while something was changed, seen from outside. */
export type PortRecord = {
  /** How long whoever came was not served, all gaps added up. */
  readonly downtimeMs: number
  /** The body of the last answer. */
  readonly lastBody: string
}

/** One request: when it began, and what it was answered; null: nothing, or not with 200. */
type Asked = { readonly startedAtMs: number; readonly body: string | null }

const everyMs = 20
/** A connection that was made while its container went away may hang: who waits that long was not served. */
const requestLimitMs = 1_000

/**
 * Asks a port every 20 ms until `stop` is called, each time on a new connection and whatever became of the requests
 * before: one that hangs must not hide that the next would have been answered.
 */
export function pollPort(port: number): { readonly stop: () => Promise<PortRecord> } {
  const asked: Promise<Asked>[] = []
  const timer = setInterval(() => asked.push(ask(port)), everyMs)
  return {
    stop: async () => {
      clearInterval(timer)
      return recordOf(port, await Promise.all(asked))
    },
  }
}

/** A gap lasts from the first request that was not answered to the next that was, both as they began. */
function recordOf(port: number, asked: readonly Asked[]): PortRecord {
  let downtimeMs = 0
  let downSinceMs: number | null = null
  for (const { startedAtMs, body } of asked) {
    if (body === null) downSinceMs ??= startedAtMs
    else if (downSinceMs !== null) {
      downtimeMs += startedAtMs - downSinceMs
      downSinceMs = null
    }
  }
  const lastBody = asked.at(-1)?.body ?? null
  if (lastBody === null) throw new Error(`void: port ${String(port)} does not answer in the end`)
  return { downtimeMs, lastBody }
}

function ask(port: number): Promise<Asked> {
  const startedAtMs = performance.now()
  return new Promise((resolve) => {
    const end = (body: string | null): void => resolve({ startedAtMs, body })
    const outgoing = request({ port, host: '127.0.0.1', agent: false }, (answer) => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (text: string) => (body += text))
      answer.on('end', () => end(answer.statusCode === 200 ? body : null))
      answer.on('error', () => end(null))
    })
    const limit = setTimeout(() => outgoing.destroy(), requestLimitMs)
    outgoing.on('close', () => clearTimeout(limit))
    outgoing.on('error', () => end(null))
    outgoing.end()
  })
}
