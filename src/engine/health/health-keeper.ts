import { toErrorData } from '../../domain/berth-error'
import { boundHealth, type ServiceHealth, unknownHealth } from '../../domain/service-health'
import type { DelayedWork } from '../delayed-work'
import type { Log } from '../ports'
import { type HealthBook, loadHealth, saveHealth } from './health-file'

/** What is recorded of a host, in memory and on this machine's disk; its only writer. */
export type HealthKeeper = {
  /** Resolves when what an earlier run recorded is there; never rejects. */
  readonly loaded: Promise<void>
  readonly services: (slot: string) => ReadonlyMap<string, ServiceHealth>
  readonly change: (slot: string, service: string, change: (health: ServiceHealth) => ServiceHealth) => void
  /** Writes what is not written yet. Never rejects. */
  readonly save: () => Promise<void>
}

export type HealthKeeperParts = {
  readonly file: string
  /** One command beside the window must not write over what the window has recorded. */
  readonly isKept: boolean
  readonly hostNowMs: () => number
  readonly delayed: DelayedWork
  readonly log: Log
  /** More is recorded of a slot; at most once a second. */
  readonly onChange: (slot: string) => void
}

const saveEveryMs = 120_000
const tellAfterMs = 1_000

/** See `HealthKeeper`. */
export function createHealthKeeper(parts: HealthKeeperParts): HealthKeeper {
  const { file, isKept, hostNowMs, delayed, log, onChange } = parts
  const book = new Map<string, Map<string, ServiceHealth>>()
  let isDirty = false
  const put = (slot: string, service: string, health: ServiceHealth): void => {
    const own = book.get(slot) ?? new Map<string, ServiceHealth>()
    book.set(slot, own.set(service, health))
  }
  const save = async (): Promise<void> => {
    if (!isDirty || !isKept) return
    isDirty = false
    try {
      await saveHealth(file, recentOf(book, hostNowMs()))
    } catch (error) {
      log('warn', 'cannot save the health', { file, error: toErrorData(error) })
    }
  }
  return {
    loaded: loadHealth(file).then((known) => {
      for (const [slot, services] of recentOf(known, hostNowMs())) {
        for (const [service, health] of services) put(slot, service, health)
      }
    }),
    services: (slot) => book.get(slot) ?? new Map(),
    change: (slot, service, change) => {
      const before = book.get(slot)?.get(service) ?? unknownHealth
      const after = change(before)
      if (after === before) return
      put(slot, service, after)
      isDirty = true
      if (isKept) delayed.schedule('save', saveEveryMs, save)
      // That one more look found nothing new is no news.
      const isNews = after.checks !== before.checks || after.notes !== before.notes
      if (isNews) delayed.schedule(`tell ${slot}`, tellAfterMs, async () => onChange(slot))
    },
    save,
  }
}

/** Without services of which nothing of the last day is known. */
function recentOf(book: HealthBook, nowMs: number): HealthBook {
  const recent = [...book].map(([slot, services]) => {
    const bounded = [...services].map(([service, health]) => [service, boundHealth(health, nowMs)] as const)
    return [slot, new Map(bounded.filter(([, { known, checks }]) => known.length > 0 || checks.length > 0))] as const
  })
  return new Map(recent.filter(([, services]) => services.size > 0))
}
