import type { Board } from '../../../src/domain/board'
import type { Deployment } from '../../../src/domain/deployment'
import { slotKey } from './slot-key'
import { type Look, slotLook } from './slot-look'

/** Something to say aloud. `urgent` interrupts: what has just gone wrong. */
export type News =
  | {
      readonly kind: 'slot'
      readonly host: string
      readonly slot: string
      readonly word: Look['word']
      readonly urgent: boolean
    }
  | { readonly kind: 'host'; readonly host: string; readonly connected: boolean; readonly urgent: boolean }
  | { readonly kind: 'new-build'; readonly host: string; readonly slot: string; readonly urgent: boolean }
  | {
      readonly kind: 'deployment'
      readonly slot: string
      readonly result: 'putBack' | 'down' | 'succeeded'
      readonly urgent: boolean
    }

/** What changed between two boards that somebody who doesn't see them should hear: states of known slots, hosts lost and back. */
export function boardNews(before: Board, after: Board): readonly News[] {
  const known = new Map(before.hosts.map((entry) => [entry.host.id, entry]))
  return after.hosts.flatMap((entry) => {
    const old = known.get(entry.host.id)
    if (old === undefined || old === entry) return []
    return [...hostNews(old, entry), ...slotNews(old, entry)]
  })
}

type Entry = Board['hosts'][number]

function hostNews(old: Entry, entry: Entry): readonly News[] {
  const host = entry.host.name
  const [was, is] = [old.host.connection.kind, entry.host.connection.kind]
  if (was === 'unreachable' && is === 'connected') return [{ kind: 'host', host, connected: true, urgent: false }]
  if (was === 'connected' && is === 'unreachable') return [{ kind: 'host', host, connected: false, urgent: false }]
  return []
}

function slotNews(old: Entry, entry: Entry): readonly News[] {
  if (entry.host.connection.kind !== 'connected') return []
  const known = new Map(old.slots.map((slot) => [slotKey({ hostId: slot.hostId, slot: slot.name }), slot]))
  return entry.slots.flatMap((slot): readonly News[] => {
    const oldSlot = known.get(slotKey({ hostId: slot.hostId, slot: slot.name }))
    if (oldSlot === undefined || oldSlot === slot) return []
    const host = entry.host.name
    const { word } = slotLook(slot)
    const isNew = slot.newBuild !== null && oldSlot.newBuild === null
    const build: readonly News[] = isNew ? [{ kind: 'new-build', host, slot: slot.name, urgent: false }] : []
    if (slotLook(oldSlot).word === word) return build
    return [{ kind: 'slot', host, slot: slot.name, word, urgent: slot.state === 'unhealthy' }, ...build]
  })
}

/** How deployments that were under way have ended. Refused and cancelled ones answer whoever asked. */
export function deploymentNews(
  before: ReadonlyMap<string, Deployment>,
  after: ReadonlyMap<string, Deployment>,
): readonly News[] {
  return [...after.values()].flatMap((deployment): readonly News[] => {
    const old = before.get(deployment.id)
    if (old === undefined || old === deployment || old.result !== null || deployment.result === null) return []
    const { slot } = deployment.plan
    switch (deployment.result.kind) {
      case 'succeeded':
        return [{ kind: 'deployment', slot, result: 'succeeded', urgent: false }]
      case 'put-back':
        return [{ kind: 'deployment', slot, result: 'putBack', urgent: true }]
      case 'down':
        return [{ kind: 'deployment', slot, result: 'down', urgent: true }]
      case 'refused':
      case 'cancelled':
        return []
    }
  })
}
