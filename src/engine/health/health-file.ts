import { createHash } from 'node:crypto'
import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { healthCheckKinds, healthCheckSources, type RecordedCheck } from '../../domain/health-check'
import { healthNoteSchema } from '../../domain/health-note'
import { healthTallySchema, type ServiceHealth, timeSpanSchema } from '../../domain/service-health'

/** What is recorded of a host: slot → service → health, by the names that the board has for them. */
export type HealthBook = ReadonlyMap<string, ReadonlyMap<string, ServiceHealth>>

const place = z.number().int().nonnegative()
/** Container, source, kind, start, duration, code, output: as places in tables where there are few of them. */
const packedCheckSchema = z.tuple([
  place,
  place,
  place,
  z.number(),
  z.number(),
  z.number().nullable(),
  place.nullable(),
])

const packedSchema = z.object({
  slot: z.string(),
  service: z.string(),
  containers: z.array(z.string()),
  outputs: z.array(z.string()),
  checks: z.array(packedCheckSchema),
  tallies: z.array(healthTallySchema),
  talliedUntilMs: z.number(),
  notes: z.array(healthNoteSchema),
  known: z.array(timeSpanSchema),
  seen: z.array(
    z.object({
      id: z.string(),
      startedAtMs: z.number().nullable(),
      finishedAtMs: z.number().nullable(),
      restarts: z.number(),
      health: z.string(),
    }),
  ),
})
const fileSchema = z.object({ format: z.literal(1), services: z.array(packedSchema) })

type Packed = z.infer<typeof packedSchema>

/** Far more than the bounds of a host's services make. */
const largestFileBytes = 64_000_000

/** The file for a host, by its address: the same host under another name or id is the same host. */
export function healthFileOf(homeDirectory: string, address: string): string {
  const name = createHash('sha256').update(address).digest('hex').slice(0, 16)
  return join(homeDirectory, 'health', `${name}.json`)
}

/** Empty where there is none, or it is damaged: recording begins anew. */
export async function loadHealth(file: string): Promise<HealthBook> {
  try {
    if ((await stat(file)).size > largestFileBytes) return new Map()
    const { services } = fileSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    const book = new Map<string, Map<string, ServiceHealth>>()
    for (const packed of services) {
      book.set(packed.slot, (book.get(packed.slot) ?? new Map()).set(packed.service, unpack(packed)))
    }
    return book
  } catch {
    return new Map()
  }
}

/** Atomic: a reader sees the old file or the new one. For the person's own eyes. */
export async function saveHealth(file: string, book: HealthBook): Promise<void> {
  const services = [...book].flatMap(([slot, own]) => [...own].map(([service, health]) => pack(slot, service, health)))
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFileAtomic(file, JSON.stringify({ format: 1, services }), { mode: 0o600 })
}

function pack(slot: string, service: string, health: ServiceHealth): Packed {
  const containers = createTable()
  const outputs = createTable()
  const checks = health.checks.map((check): Packed['checks'][number] => [
    containers.placeOf(check.containerId),
    healthCheckSources.indexOf(check.source),
    healthCheckKinds.indexOf(check.kind),
    check.startedAtMs,
    check.durationMs,
    check.code,
    check.output === null ? null : outputs.placeOf(check.output),
  ])
  const { tallies, notes, known, seen, talliedUntilMs } = health
  const lists = { tallies: [...tallies], notes: [...notes], known: [...known], seen: [...seen], talliedUntilMs }
  return { slot, service, containers: containers.texts(), outputs: outputs.texts(), checks, ...lists }
}

function unpack({ containers, outputs, checks, ...packed }: Packed): ServiceHealth {
  const { tallies, notes, known, seen, talliedUntilMs } = packed
  return {
    checks: checks.map(([container, source, kind, startedAtMs, durationMs, code, output]): RecordedCheck => {
      const containerId = expectAt(containers, container)
      const text = output === null ? null : expectAt(outputs, output)
      const names = { source: expectAt(healthCheckSources, source), kind: expectAt(healthCheckKinds, kind) }
      return { containerId, ...names, startedAtMs, durationMs, code, output: text }
    }),
    tallies,
    talliedUntilMs,
    notes,
    known,
    seen,
  }
}

/** Throws where a table has no such place: the file is damaged. */
function expectAt<Value>(table: readonly Value[], at: number): Value {
  const value = table[at]
  if (value === undefined) throw new RangeError(`no place ${at}`)
  return value
}

type Table = { readonly placeOf: (text: string) => number; readonly texts: () => string[] }

/** Each text once, by its place. */
function createTable(): Table {
  const places = new Map<string, number>()
  return {
    placeOf: (text) => {
      const known = places.get(text) ?? places.size
      places.set(text, known)
      return known
    },
    texts: () => [...places.keys()],
  }
}
