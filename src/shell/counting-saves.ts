import type { Engine } from '../engine/engine'

/** The same engine for the window; `onSaves` is told how many files are being written for it, whenever that changes. */
export function countingSaves(engine: Engine, onSaves: (count: number) => void): Engine {
  let count = 0
  const become = (next: number): void => {
    count = next
    onSaves(count)
  }
  return {
    ...engine,
    request: async (name, body, signal) => {
      if (name !== 'save-log' && name !== 'export-history') return engine.request(name, body, signal)
      become(count + 1)
      try {
        return await engine.request(name, body, signal)
      } finally {
        become(count - 1)
      }
    },
  }
}
