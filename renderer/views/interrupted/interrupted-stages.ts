import type { InterruptionView } from '../../../src/contract/interruption-view'

type Interrupted = InterruptionView['services'][number]

/** The columns of the table: what a deployment does to a service, in order. */
export const stageColumns = ['made', 'oldStopped', 'newStarted', 'oldRemoved'] as const

/** See `stageColumns`. */
export type StageColumn = (typeof stageColumns)[number]

/** Whether that was done to the service. Side by side, the old one runs on while the new one is started. */
export function isStageDone({ stage, serving, oldContainer }: Interrupted, column: StageColumn): boolean {
  switch (stage) {
    case 'not-begun':
    case 'lost':
    case 'untouched':
      return false
    case 'created':
      return column === 'made'
    case 'old-stopped':
      return column === 'made' || column === 'oldStopped'
    case 'new-started':
      if (column === 'oldStopped') return serving === 'new' || serving === 'nothing'
      return column !== 'oldRemoved' || oldContainer === null
    case 'finished':
      return true
  }
}

/** What users get of the whole slot: `nothing` names the services that don't answer. */
export type UsersGet =
  | { readonly kind: 'usersOld' | 'usersNew' | 'usersMixed' }
  | { readonly kind: 'usersNothing'; readonly services: readonly string[] }

/** See `UsersGet`; services that were to be left alone don't count. */
export function usersGet(services: readonly Interrupted[]): UsersGet {
  const changed = services.filter(({ stage }) => stage !== 'untouched')
  const silent = changed.filter(({ serving }) => serving === 'nothing')
  if (silent.length > 0) return { kind: 'usersNothing', services: silent.map(({ service }) => service) }
  if (changed.every(({ serving }) => serving === 'old')) return { kind: 'usersOld' }
  return changed.every(({ serving }) => serving === 'new') ? { kind: 'usersNew' } : { kind: 'usersMixed' }
}
