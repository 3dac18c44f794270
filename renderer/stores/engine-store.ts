import { create } from 'zustand'
import type { EngineStatus } from '../../src/contract/shell-contract'

/** How the engine's process is, as the shell tells. */
export const useEngineStore = create<{ readonly status: EngineStatus }>(() => ({ status: { kind: 'running' } }))
