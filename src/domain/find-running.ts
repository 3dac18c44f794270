import type { Board, ServiceView, SlotView } from './board'
import { plainVersion } from './plain-version'

/** A slot that runs what was looked for. `services`: the ones that do, where not all of the slot's do; else empty. */
export type RunningPlace = { readonly hostName: string; readonly slot: SlotView; readonly services: readonly string[] }

const shortestRevision = 7

/**
 * The slots that run a branch (its whole name or its summary), a platform version (`v1.3.10`, `1.3.10`,
 * `platform/v1.3.10`) or a revision (seven digits or more), in the order of the board. Service by service: a slot of
 * mixed branches answers to both.
 */
export function findRunning({ hosts }: Board, text: string): readonly RunningPlace[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  return hosts.flatMap(({ host, slots }) =>
    slots.flatMap((slot) => {
      const running = slot.services.filter((service) => isMeant(service, slot, wanted))
      if (running.length === 0) return []
      const isWhole = running.length === slot.services.length || sameRelease(slot, running)
      return [{ hostName: host.name, slot, services: isWhole ? [] : running.map(({ name }) => name) }]
    }),
  )
}

function isMeant(service: ServiceView, slot: SlotView, wanted: string): boolean {
  const { tag, kickoff, version, revision } = service
  const names = [tag, kickoff?.branch, kickoff?.summary].map((name) => name?.toLowerCase())
  if (names.includes(wanted)) return true
  const isVersion = version !== null && plainVersion(version) === plainVersion(wanted)
  if (isVersion || (version === slot.version && slot.platform?.toLowerCase() === wanted)) return true
  return wanted.length >= shortestRevision && revision?.toLowerCase().startsWith(wanted) === true
}

/** A database beside the product's services is no reason to say that only some of them run a branch. */
function sameRelease(slot: SlotView, running: readonly ServiceView[]): boolean {
  const own = slot.services.filter(({ tag }) => tag === slot.tag)
  return !slot.mixed && own.length === running.length
}
