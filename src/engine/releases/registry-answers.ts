import { type BerthErrorData, toErrorData } from '../../domain/berth-error'
import { registryName } from '../../domain/image-reference'
import type { Clock } from '../ports'

/** What a registry said last, and when by the wall clock; `error` null: it answered well. */
export type RegistryAnswer = { readonly atMs: number; readonly error: BerthErrorData | null }

/** What registries said last, in this run. */
export type RegistryAnswers = {
  /** `error` null: it answered well. */
  readonly note: (registry: string, error: unknown) => void
  readonly last: (registry: string) => RegistryAnswer | null
}

/** Remembers the last answer of each registry. */
export function createRegistryAnswers(clock: Pick<Clock, 'nowMs'>): RegistryAnswers {
  const answers = new Map<string, RegistryAnswer>()
  return {
    note: (registry, error) => {
      answers.set(registryName(registry), { atMs: clock.nowMs(), error: error === null ? null : toErrorData(error) })
    },
    last: (registry) => answers.get(registry) ?? null,
  }
}
