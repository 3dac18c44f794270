import { BerthError } from '../domain/berth-error'
import type { HostAccessSetting, HostSetting } from '../domain/settings'
import type { EngineSession } from './engine-session'

/** A host of the list with how it is reached. */
export type ListedHost = Pick<HostSetting, 'id' | 'name' | 'address'> & { readonly access: HostAccessSetting }

/**
 * The hosts as the settings name them. While they name none, the board shows the local engine alone, and where it is
 * reached is what Docker's own client would use.
 */
export async function listedHosts(session: EngineSession, signal: AbortSignal): Promise<readonly ListedHost[]> {
  const { settings } = await session.request('read-settings', {}, signal)
  if (settings.hosts.length > 0) {
    return settings.hosts.map(({ id, name, address, ...access }) => ({ id, name, address, access: accessIn(access) }))
  }
  const shown = session.board().hosts.map(({ host: { id, name, address } }) => ({ id, name, address, access: {} }))
  return shown.length > 0 ? shown : localHost(session, signal)
}

/** The host of that name. Throws `host-unknown`. */
export function listedHost(hosts: readonly ListedHost[], name: string): ListedHost {
  const host = hosts.find((candidate) => candidate.name === name)
  if (host !== undefined) return host
  throw new BerthError('host-unknown', { host: name, known: hosts.map((known) => known.name).join(', ') })
}

async function localHost(session: EngineSession, signal: AbortSignal): Promise<readonly ListedHost[]> {
  const { hosts } = await session.request('find-hosts', {}, signal)
  return hosts.flatMap(({ kind, address }) =>
    kind === 'local' ? [{ id: '', name: 'local', address, access: {} }] : [],
  )
}

/** Settings of newer versions may hold more than requests take. */
function accessIn({ tls, acceptsPlainText, keyFile, jumpHost }: HostAccessSetting): HostAccessSetting {
  return {
    ...(tls !== undefined && { tls }),
    ...(acceptsPlainText !== undefined && { acceptsPlainText }),
    ...(keyFile !== undefined && { keyFile }),
    ...(jumpHost !== undefined && { jumpHost }),
  }
}
