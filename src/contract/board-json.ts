import { z } from 'zod'
import type { Board, ServiceView } from '../domain/board'
import type { Hold } from '../domain/hold'
import { kickoffSchema } from '../domain/kickoff'
import type { Reservation } from '../domain/reservation'
import { slotStates, slotViewSchema } from '../domain/board'

const serviceSchema = z.strictObject({
  name: z.string(),
  image: z.string(),
  tag: z.string().nullable(),
  digest: z.string().nullable(),
  revision: z.string().nullable(),
  state: z.enum(['healthy', 'running', 'starting', 'unhealthy', 'paused', 'stopped', 'not-run']),
  health: z.enum(['none', 'starting', 'healthy', 'unhealthy']),
  restarts: z.number(),
  exitCode: z.number().nullable(),
  containerId: z.string(),
  /** ISO 8601 in UTC, the host's clock; null where it never ran. */
  startedAt: z.string().nullable(),
})

const slotSchema = z.strictObject({
  name: z.string(),
  state: z.enum(slotStates),
  kickoff: kickoffSchema.nullable(),
  mixed: z.boolean(),
  /** Who has the slot now; times are ISO 8601 in UTC, the host's clock. */
  reservation: z
    .strictObject({
      id: z.string(),
      by: z.string(),
      for: z.string(),
      why: z.string(),
      since: z.string(),
      until: z.string(),
    })
    .nullable(),
  /** What is held since a rollback, newest first; `deployment` is that rollback, `since` as above. */
  holds: z.array(
    z.strictObject({ id: z.string(), tag: z.string(), by: z.string(), since: z.string(), deployment: z.string() }),
  ),
  /** What differs from what the last recorded deployment left. */
  drift: slotViewSchema.shape.drift.unwrap(),
  services: z.array(serviceSchema),
})

/**
 * What `berth board --json` prints. Scripts rely on it: keys are added, never renamed or taken away, without another
 * number in `schema`.
 */
export const boardJsonSchema = z.strictObject({
  schema: z.literal(1),
  hosts: z.array(
    z.strictObject({
      name: z.string(),
      address: z.string(),
      state: z.enum(['connecting', 'connected', 'unreachable']),
      slots: z.array(slotSchema),
    }),
  ),
})

/** See `boardJsonSchema`. */
export type BoardJson = Readonly<z.infer<typeof boardJsonSchema>>

type BoardReservation = z.infer<typeof slotSchema>['reservation']

/** The board as scripts read it. */
export function boardToJson(board: Board): BoardJson {
  return {
    schema: 1,
    hosts: board.hosts.map(({ host, slots }) => ({
      name: host.name,
      address: host.address,
      state: host.connection.kind,
      slots: slots.map(({ name, state, kickoff, mixed, reservation, holds, drift, services }) => ({
        name,
        state,
        kickoff,
        mixed,
        reservation: reservationToJson(reservation),
        holds: holds.map(holdToJson),
        drift,
        services: services.map(serviceToJson),
      })),
    })),
  }
}

/** A reservation as scripts read it, wherever it stands. */
export function reservationToJson(reservation: Reservation | null): BoardReservation {
  if (reservation === null) return null
  const { reservationId, by, forWhom, why, sinceMs, untilMs } = reservation
  const times = { since: new Date(sinceMs).toISOString(), until: new Date(untilMs).toISOString() }
  return { id: reservationId, by, for: forWhom, why, ...times }
}

function holdToJson({ holdId, tag, by, sinceMs, deploymentId }: Hold): z.infer<typeof slotSchema>['holds'][number] {
  return { id: holdId, tag, by, since: new Date(sinceMs).toISOString(), deployment: deploymentId }
}

function serviceToJson(service: ServiceView): z.infer<typeof serviceSchema> {
  const { name, image, tag, digest, revision, state, health, restarts, exitCode, containerId, startedAtMs } = service
  const startedAt = startedAtMs === null ? null : new Date(startedAtMs).toISOString()
  return { name, image, tag, digest, revision, state: state.kind, health, restarts, exitCode, containerId, startedAt }
}
