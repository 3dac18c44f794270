import { BerthError } from '../domain/berth-error'
import type { DockerClient } from '../engine/ports'

/** The operations of the port that can be scripted. */
export type FakeOperation = Exclude<keyof DockerClient, 'address' | 'close'>

/** Every call that came, and failures and delays a test asked for. */
export type FakeCalls = {
  /** All calls so far, oldest first: the operation and its plain arguments. */
  readonly calls: () => readonly { readonly operation: FakeOperation; readonly arguments: readonly unknown[] }[]
  readonly forgetCalls: () => void
  /** The next `times` calls of the operation throw the error and do nothing. */
  readonly fail: (operation: FakeOperation, error: Error, times?: number) => void
  /** Calls of the operation wait (obeying their signal) until the answer is called. */
  readonly hold: (operation: FakeOperation) => () => void
  /** Runs before the operation does its work: to change something "meanwhile". Answers with a function that ends it. */
  readonly before: (operation: FakeOperation, action: (call: readonly unknown[]) => void) => () => void
  readonly setDown: (down: boolean) => void
  /** What each operation of the fake goes through. */
  readonly enter: (operation: FakeOperation, call: readonly unknown[], signal: AbortSignal) => Promise<void>
}

type Hold = { readonly released: Promise<void> }

export function createFakeCalls(address: string): FakeCalls {
  const calls: { operation: FakeOperation; arguments: readonly unknown[] }[] = []
  const failures = new Map<FakeOperation, Error[]>()
  const holds = new Map<FakeOperation, Set<Hold>>()
  const actions = new Map<FakeOperation, Set<(call: readonly unknown[]) => void>>()
  let down = false
  return {
    calls: () => [...calls],
    forgetCalls: () => void calls.splice(0),
    fail: (operation, error, times = 1) => {
      const more = Array.from({ length: times }, () => error)
      failures.set(operation, [...(failures.get(operation) ?? []), ...more])
    },
    hold: (operation) => {
      let release = (): void => undefined
      const hold = { released: new Promise<void>((resolve) => (release = resolve)) }
      const ofOperation = holds.get(operation) ?? new Set<Hold>()
      holds.set(operation, ofOperation.add(hold))
      return () => {
        ofOperation.delete(hold)
        release()
      }
    },
    before: (operation, action) => {
      const ofOperation = actions.get(operation) ?? new Set()
      actions.set(operation, ofOperation.add(action))
      return () => void ofOperation.delete(action)
    },
    setDown: (value) => void (down = value),
    enter: async (operation, call, signal) => {
      calls.push({ operation, arguments: call })
      for (const hold of holds.get(operation) ?? []) await orAborted(hold.released, signal)
      throwIfAborted(signal)
      for (const action of actions.get(operation) ?? []) action(call)
      if (down) throw new BerthError('host-unreachable', { address, reason: 'connection refused' })
      const failure = failures.get(operation)?.shift()
      if (failure !== undefined) throw failure
    },
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return
  throw signal.reason instanceof BerthError ? signal.reason : new BerthError('cancelled')
}

function orAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
    if (signal.aborted) resolve()
    void promise.then(resolve)
  })
}
