import type { Board } from '../domain/board'
import { BerthError, type Language } from '../domain/berth-error'
import { cliTextsOf } from './cli-texts-of'
import { throwIfUnreachable } from './find-slot'

/** The host a command is about, by its id and the name that people see. */
export type FoundHost = { readonly hostId: string; readonly name: string }

/** The host of that name, or the only one. Throws `host-unknown`, `bad-request` for several, or why it can't be reached. */
export function findHost(board: Board, name: string | null, language: Language): FoundHost {
  const names = board.hosts.map(({ host }) => host.name).join(', ')
  const named = name === null ? board.hosts : board.hosts.filter(({ host }) => host.name === name)
  const [first, second] = named
  if (first === undefined) throw new BerthError('host-unknown', { host: name ?? '', known: names })
  if (second !== undefined) {
    const reason = cliTextsOf(language).settings.severalHosts(names)
    throw new BerthError('bad-request', { field: '--on', reason })
  }
  throwIfUnreachable(first)
  return { hostId: first.host.id, name: first.host.name }
}
