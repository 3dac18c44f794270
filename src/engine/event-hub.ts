import type { EngineEvent } from '../contract/events'
import { toErrorData } from '../domain/berth-error'
import type { Log } from './ports'

/** Passes events on to all who subscribed. */
export type EventHub = {
  readonly tell: (event: EngineEvent) => void
  /** Tells the listener `first` before anything else; the result ends the subscription. */
  readonly subscribe: (listener: (event: EngineEvent) => void, first: readonly EngineEvent[]) => () => void
  /** Nobody is told anything afterwards. */
  readonly close: () => void
}

/** A hub without subscribers. A listener that throws is logged and stays subscribed; the others are told all the same. */
export function createEventHub(log: Log): EventHub {
  // An entry a subscription: the same function may subscribe twice.
  const subscriptions = new Set<{ readonly listener: (event: EngineEvent) => void }>()
  const pass = (listener: (event: EngineEvent) => void, event: EngineEvent): void => {
    try {
      listener(event)
    } catch (error) {
      log('error', 'a subscriber failed', { event: event.event, error: toErrorData(error) })
    }
  }
  return {
    tell: (event) => {
      for (const { listener } of subscriptions) pass(listener, event)
    },
    subscribe: (listener, first) => {
      for (const event of first) pass(listener, event)
      const subscription = { listener }
      subscriptions.add(subscription)
      return () => void subscriptions.delete(subscription)
    },
    close: () => subscriptions.clear(),
  }
}
