import { z } from 'zod'

const common = {
  /** The host's clock. */
  atMs: z.number(),
  containerId: z.string(),
}

/**
 * What happened to a service beside its checks. `told`: Docker's event said when; without it the moment comes from what
 * a look found, and what happened more than once between two looks is one note.
 */
export const healthNoteSchema = z.discriminatedUnion('kind', [
  /** Another container took its place; `release` is its image's tag. */
  z.object({ kind: z.literal('replaced'), ...common, release: z.string() }),
  /** The same container runs again. `times` by its restart policy since the last look; 0: somebody started it. */
  z.object({ kind: z.literal('restarted'), ...common, times: z.number() }),
  /** `exitCode` null: Docker no longer had it. */
  z.object({
    kind: z.literal('exited'),
    ...common,
    exitCode: z.number().nullable(),
    outOfMemory: z.boolean(),
    /** What it may use; null: no limit of its own. */
    limitBytes: z.number().nullable(),
    told: z.boolean(),
  }),
  /** The kernel killed a process in it for its memory, and the container went on. */
  z.object({ kind: z.literal('process-killed'), ...common, limitBytes: z.number().nullable() }),
  z.object({ kind: z.literal('healthy'), ...common }),
  z.object({ kind: z.literal('unhealthy'), ...common }),
])

/** See `healthNoteSchema`. */
export type HealthNote = Readonly<z.infer<typeof healthNoteSchema>>
/** The note of a kind. */
export type HealthNoteOf<Kind extends HealthNote['kind']> = Extract<HealthNote, { kind: Kind }>

/** Between the kernel's word and the end it brought, which come in any order. */
const killToExitMs = 5_000
/** An exit that a look found is the one an event told of where they lie so near. */
const sameExitMs = 2_000

/** The notes with one more, in the order of their times; what is known already changes nothing. */
export function addHealthNote(notes: readonly HealthNote[], note: HealthNote): readonly HealthNote[] {
  switch (note.kind) {
    case 'exited':
      return addExit(notes, note)
    case 'process-killed':
      return addKill(notes, note)
    case 'healthy':
    case 'unhealthy':
      return saysVerdict(notes, note) ? notes : insert(notes, note)
    case 'replaced':
    case 'restarted':
      return notes.some((other) => isSame(other, note) && other.atMs === note.atMs) ? notes : insert(notes, note)
  }
}

function addExit(notes: readonly HealthNote[], exit: HealthNoteOf<'exited'>): readonly HealthNote[] {
  const same = ofKind(notes, 'exited', exit.containerId).find((known) => isSameExit(known, exit))
  if (same !== undefined) return withMemory(notes, same, exit)
  const kill = ofKind(notes, 'process-killed', exit.containerId).find((known) => isNear(known, exit))
  const rest = notes.filter((other) => other !== kill)
  return insert(rest, kill === undefined ? exit : { ...exit, outOfMemory: true })
}

/** An inspect may know that it was the memory where the event's code alone did not say so. */
function withMemory(
  notes: readonly HealthNote[],
  known: HealthNoteOf<'exited'>,
  exit: HealthNoteOf<'exited'>,
): readonly HealthNote[] {
  const told = known.told ? known : { ...exit, told: exit.told }
  const outOfMemory = known.outOfMemory || exit.outOfMemory
  const exitCode = told.exitCode ?? known.exitCode ?? exit.exitCode
  const isNews = outOfMemory !== known.outOfMemory || exitCode !== known.exitCode || told.told !== known.told
  return isNews ? notes.map((other) => (other === known ? { ...told, outOfMemory, exitCode } : other)) : notes
}

function addKill(notes: readonly HealthNote[], kill: HealthNoteOf<'process-killed'>): readonly HealthNote[] {
  const exit = ofKind(notes, 'exited', kill.containerId).find((known) => isNear(known, kill))
  if (exit !== undefined) return withMemory(notes, exit, { ...exit, outOfMemory: true })
  // A kernel short of memory kills one process after the other.
  const isKnown = ofKind(notes, 'process-killed', kill.containerId).some((known) => isNear(known, kill))
  return isKnown ? notes : insert(notes, kill)
}

function isSameExit(known: HealthNoteOf<'exited'>, exit: HealthNoteOf<'exited'>): boolean {
  // Two events are two exits, however near: a crash loop begins with pauses of 100 ms.
  if (known.told && exit.told) return known.atMs === exit.atMs
  return Math.abs(known.atMs - exit.atMs) <= sameExitMs
}

function isSame(other: HealthNote, note: HealthNote): boolean {
  return other.kind === note.kind && other.containerId === note.containerId
}

function isNear(other: HealthNote, note: HealthNote): boolean {
  return Math.abs(other.atMs - note.atMs) <= killToExitMs
}

function ofKind<Kind extends HealthNote['kind']>(
  notes: readonly HealthNote[],
  kind: Kind,
  containerId: string,
): readonly HealthNoteOf<Kind>[] {
  return notes.filter((note): note is HealthNoteOf<Kind> => note.kind === kind && note.containerId === containerId)
}

/** Whether that verdict stands already: nothing has happened to the container since it was given. */
function saysVerdict(notes: readonly HealthNote[], { kind, containerId, atMs }: HealthNote): boolean {
  const before = notes.filter((other) => other.containerId === containerId && other.atMs <= atMs)
  const isKnownLater = notes.some(
    (other) => other.containerId === containerId && other.kind === kind && Math.abs(other.atMs - atMs) <= sameExitMs,
  )
  return isKnownLater || before.at(-1)?.kind === kind
}

function insert(notes: readonly HealthNote[], note: HealthNote): readonly HealthNote[] {
  const after = notes.findIndex((other) => other.atMs > note.atMs)
  const place = after === -1 ? notes.length : after
  return [...notes.slice(0, place), note, ...notes.slice(place)]
}
