import type { Fields } from './fields'

/** One event in Docker's form. */
export type EngineEvent = Fields & {
  readonly Type: string
  readonly Action: string
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> }
}

/** What happens on a host, told to whoever listens at the moment. */
export type EventLog = {
  readonly tell: (type: string, action: string, id: string, attributes: Readonly<Record<string, string>>) => void
  /** The result ends it. */
  readonly listen: (listener: (event: EngineEvent) => void) => () => void
}

/** Keeps nothing: whoever comes later looks for themselves. */
export function createEventLog(): EventLog {
  const listeners = new Set<(event: EngineEvent) => void>()
  let lastNano = 0n
  return {
    tell: (Type, Action, ID, Attributes) => {
      const nowNano = BigInt(Date.now()) * 1_000_000n
      lastNano = nowNano > lastNano ? nowNano : lastNano + 1n
      const ofContainer = Type === 'container' ? { status: Action, id: ID, from: Attributes['image'] ?? '' } : {}
      const time = Math.floor(Number(lastNano / 1_000_000_000n))
      const event = {
        ...ofContainer,
        Type,
        Action,
        Actor: { ID, Attributes },
        scope: 'local',
        time,
        // Beyond what a number holds exactly; Docker's clients read it as one all the same.
        timeNano: Number(lastNano),
      }
      for (const listener of listeners) listener(event)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Whether an event passes the `filters` of a request: any of the values of each name. An action may have more behind a colon. */
export function passesFilters(event: EngineEvent, filters: Readonly<Record<string, readonly string[]>>): boolean {
  const { type, event: actions, container } = filters
  if (type !== undefined && type.length > 0 && !type.includes(event.Type)) return false
  if (container !== undefined && container.length > 0 && !container.includes(event.Actor.ID)) return false
  if (actions === undefined || actions.length === 0) return true
  return actions.some((action) => event.Action === action || event.Action.startsWith(`${action}:`))
}
