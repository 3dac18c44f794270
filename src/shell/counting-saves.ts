import type { Reply, RequestName } from '../contract/requests'
import type { Engine } from '../engine/engine'

/** The same engine for the window; `onSaves` is told how many files are being written for it, whenever that changes. */
export function countingSaves(engine: Engine, onSaves: (count: number) => void): Engine {
  let count = 0
  const become = (next: number): void => {
    count = next
    onSaves(count)
  }
  const counted = async <Name extends RequestName>(
    name: Name,
    body: unknown,
    signal: AbortSignal,
  ): Promise<Reply<Name>> => {
    become(count + 1)
    try {
      return await engine.request(name, body, signal)
    } finally {
      become(count - 1)
    }
  }
  return {
    ...engine,
    // Others get the engine's own promise: Electron ends the process over one that fails before somebody listens, and a
    // promise around it would listen too late.
    request: (name, body, signal) =>
      name === 'save-log' || name === 'export-history'
        ? counted(name, body, signal)
        : engine.request(name, body, signal),
  }
}
