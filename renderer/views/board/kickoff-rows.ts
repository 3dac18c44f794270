import type { HostBoard, HostView, SlotView } from '../../../src/domain/board'
import { compareNames } from '../../../src/domain/board-patch'
import type { Kickoff } from '../../../src/domain/kickoff'
import { slotKey } from './slot-key'

/** Where a kickoff stands on a slot: with all of its services, or with some (named). */
export type Placement = {
  readonly slot: SlotView
  readonly host: HostView
  readonly services: readonly string[] | null
}

/** A kickoff, or a tag that isn't one, with the slots it is on. */
export type KickoffRow = {
  readonly tag: string
  readonly kickoff: Kickoff | null
  readonly version: string | null
  readonly revision: string | null
  readonly builtAtMs: number | null
  /** Services that run it somewhere. */
  readonly services: readonly string[]
  /** By `slotKey`. */
  readonly placements: ReadonlyMap<string, Placement>
}

/** The board turned around: kickoffs newest first, then other tags by name. */
export function kickoffRows(hosts: readonly HostBoard[]): readonly KickoffRow[] {
  const rows = new Map<string, KickoffRow>()
  for (const { host, slots } of hosts) {
    for (const slot of slots) for (const tag of tagsOf(slot)) rows.set(tag, withSlot(rows.get(tag), tag, slot, host))
  }
  return [...rows.values()].sort(compareRows)
}

function tagsOf(slot: SlotView): Set<string> {
  return new Set(slot.services.flatMap((service) => (service.tag === null ? [] : [service.tag])))
}

function withSlot(row: KickoffRow | undefined, tag: string, slot: SlotView, host: HostView): KickoffRow {
  const running = slot.services.filter((service) => service.tag === tag)
  const newest = [...running].sort((a, b) => (b.builtAtMs ?? 0) - (a.builtAtMs ?? 0))[0]
  const newer = row === undefined || (newest?.builtAtMs ?? 0) > (row.builtAtMs ?? 0)
  const names = running.map((service) => service.name)
  const placement = { slot, host, services: running.length === slot.services.length ? null : names }
  return {
    tag,
    kickoff: row?.kickoff ?? newest?.kickoff ?? null,
    version: (newer ? newest?.version : row.version) ?? null,
    revision: (newer ? newest?.revision : row.revision) ?? null,
    builtAtMs: (newer ? newest?.builtAtMs : row.builtAtMs) ?? null,
    services: [...new Set([...(row?.services ?? []), ...names])],
    placements: new Map(row?.placements).set(slotKey({ hostId: slot.hostId, slot: slot.name }), placement),
  }
}

function compareRows(a: KickoffRow, b: KickoffRow): number {
  if ((a.kickoff === null) !== (b.kickoff === null)) return a.kickoff === null ? 1 : -1
  const byDate = (b.kickoff?.date ?? '').localeCompare(a.kickoff?.date ?? '')
  return byDate !== 0 ? byDate : compareNames(a.tag, b.tag)
}
