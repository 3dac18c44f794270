import type { FoundHost } from '../../contract/host-requests'
import { displayText } from '../../domain/display-text'
import type { Settings } from '../../domain/settings'
import { listContexts } from '../transport/docker-contexts'
import { boardHosts, canonicalOf, type HostSources } from './host-settings'
import { localAccess } from './written-address'

/** Names of machines that ssh_config writes out (no patterns), and where they lead. */
export type SshNames = () => Promise<readonly { readonly name: string; readonly leadsTo: string }[]>

const mostFound = 500

/**
 * What this machine knows of and the board does not have yet, by whatever spelling, or by the address that a context leads
 * to; each engine once. What can't be read is left out: it can still be typed.
 */
export async function findHosts(
  settings: Settings,
  sources: HostSources,
  sshNames: SshNames,
): Promise<readonly FoundHost[]> {
  const [contexts, names] = await Promise.all([listContexts(sources.dockerConfigDirectory), sshNames().catch(() => [])])
  const local = localAccess(sources).address
  const found: readonly FoundHost[] = [
    { kind: 'local', name: '', address: local, leadsTo: '' },
    ...contexts.map(({ name, host }): FoundHost => {
      return { kind: 'context', name, address: `context://${name}`, leadsTo: displayText(host, 200) }
    }),
    ...names.map(({ name, leadsTo }): FoundHost => {
      return { kind: 'ssh-config', name, address: `ssh://${name}`, leadsTo: displayText(leadsTo, 200) }
    }),
  ]
  const meaningOf = (address: string): Promise<string> => {
    const context = contexts.find(({ name }) => address === `context://${name}`)
    return canonicalOf(context?.host ?? address)
  }
  // The local engine that nobody has named is on the board for as long as it is alone there.
  const named = settings.hosts.length === 0 ? [] : boardHosts(settings, sources)
  const known = new Set(await Promise.all(named.map(({ address }) => meaningOf(address))))
  const meanings = await Promise.all(found.map(({ address }) => meaningOf(address)))
  return found
    .filter((_, index) => {
      const meaning = meanings[index] ?? ''
      const isNew = !known.has(meaning)
      known.add(meaning)
      return isNew
    })
    .slice(0, mostFound)
}
