import type { Container } from './container'
import type { LogEntry } from './container-log'
import { fieldsOf, textIn } from './fields'
import { Refusal } from './refusal'

/** What was asked of a log, in Docker's words. */
export type LogQuery = {
  readonly follow: boolean
  readonly timestamps: boolean
  readonly streams: ReadonlySet<LogEntry['stream']>
  readonly tail: number | null
  readonly sinceNano: bigint | null
  readonly untilNano: bigint | null
}

export function readLogQuery(query: URLSearchParams): LogQuery {
  const isOn = (name: string): boolean => ['1', 'true', 'True'].includes(query.get(name) ?? '')
  const streams = (['stdout', 'stderr'] as const).filter(isOn)
  if (streams.length === 0) throw new Refusal(400, 'Bad parameters: you must choose at least one stream')
  const tail = Number(query.get('tail') ?? 'all')
  return {
    follow: isOn('follow'),
    timestamps: isOn('timestamps'),
    streams: new Set(streams),
    tail: Number.isSafeInteger(tail) && tail >= 0 ? tail : null,
    sinceNano: nanosecondsOf(query.get('since')),
    untilNano: nanosecondsOf(query.get('until')),
  }
}

/** Seconds with a fraction, as Docker takes them. */
function nanosecondsOf(text: string | null): bigint | null {
  const [seconds = '', fraction = ''] = (text ?? '').split('.')
  if (!/^\d+$/.test(seconds) || seconds === '0') return null
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9))
}

/** Writes a log as Docker sends it, and goes on with what comes until the container stops. The result ends that. */
export function sendLog(
  container: Container,
  query: LogQuery,
  send: (bytes: Buffer) => void,
  end: () => void,
): () => void {
  refuseUnreadable(container)
  const isRaw = container.config['Tty'] === true
  const sendEntry = (entry: LogEntry): void => send(isRaw ? rawLine(entry, query) : frameOf(entry, query))
  const wanted = container.log.entries().filter((entry) => isSince(entry, query))
  // The tail is counted before what is newer than `until` is cut off.
  const shown = query.tail === null ? wanted : wanted.slice(wanted.length - Math.min(wanted.length, query.tail))
  for (const entry of shown.filter((each) => isUntil(each, query))) sendEntry(entry)
  if (!query.follow || container.run === null || container.status !== 'running') {
    end()
    return () => undefined
  }
  return container.log.follow({
    onEntry: (entry) => isSince(entry, query) && isUntil(entry, query) && sendEntry(entry),
    onStop: end,
  })
}

function isSince({ atNano, stream }: LogEntry, { sinceNano, streams }: LogQuery): boolean {
  return streams.has(stream) && (sinceNano === null || atNano >= sinceNano)
}

function isUntil({ atNano }: LogEntry, { untilNano }: LogQuery): boolean {
  return untilNano === null || atNano <= untilNano
}

function refuseUnreadable({ hostConfig }: Container): void {
  const driver = textIn(fieldsOf(hostConfig['LogConfig']), 'Type')
  if (driver === 'none') throw new Refusal(501, 'configured logging driver does not support reading')
}

function frameOf(entry: LogEntry, query: LogQuery): Buffer {
  return frame(entry.stream, rawLine(entry, query))
}

/** A payload behind Docker's header: the stream, three zeros, the length. */
export function frame(stream: LogEntry['stream'], payload: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header[0] = stream === 'stdout' ? 1 : 2
  header.writeUInt32BE(payload.length, 4)
  return Buffer.concat([header, payload])
}

function rawLine({ atNano, text }: LogEntry, { timestamps }: LogQuery): Buffer {
  return Buffer.from(timestamps ? `${stampOf(atNano)} ${text}\n` : `${text}\n`)
}

/** RFC 3339 with all nine places. */
function stampOf(atNano: bigint): string {
  const atMs = Number(atNano / 1_000_000n)
  const nanoseconds = (atNano % 1_000_000_000n).toString().padStart(9, '0')
  return new Date(atMs).toISOString().replace(/\.\d+Z$/, `.${nanoseconds}Z`)
}
