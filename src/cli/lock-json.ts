import { reservationToJson } from '../contract/board-json'
import type { Reservation } from '../domain/reservation'
import type { JudgedLock } from './judged-lock'

/** A slot's lock as scripts read it. Keys are added over time; none is renamed or removed without another `schema`. */
export function lockJson(
  slot: string,
  lock: JudgedLock,
  reservation: Reservation | null,
): Readonly<Record<string, unknown>> {
  return { slot, lock: lock === null ? null : heldJson(lock), reservation: reservationToJson(reservation) }
}

function heldJson({ view, judgement }: NonNullable<JudgedLock>): Readonly<Record<string, unknown>> {
  const { lockDeploymentId, owner, reason, startedAtMs, heartbeatAgeMs, services, choices, safest, from, to } = view
  const isDead = judgement === 'dead'
  return {
    state: isDead ? 'interrupted' : 'held',
    owner,
    ownerState: judgement,
    reason,
    deployment: lockDeploymentId,
    since: startedAtMs === null ? null : new Date(startedAtMs).toISOString(),
    heartbeatAgeSeconds: Math.round(heartbeatAgeMs / 1_000),
    from: from?.tag ?? null,
    to: to?.tag ?? null,
    services,
    choices: isDead ? choices : [],
    safest: isDead ? safest : null,
  }
}
