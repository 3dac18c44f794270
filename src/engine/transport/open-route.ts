import { BerthError } from '../../domain/berth-error'
import { reasonDetails } from '../../domain/error-reasons'
import { displayText } from '../../domain/display-text'
import { type HostAddress, readHostAddress, type SshAddress } from '../../domain/host-address'
import type { HostAccessSetting, HostSetting } from '../../domain/settings'
import type { Clock } from '../ports'
import { type DockerContext, readContext } from './docker-contexts'
import { localRoute } from './local-route'
import type { Route } from './route'
import { tcpRoute } from './tcp-route'

/** A host to be reached: its address and how it is spoken to. */
export type RouteSetting = Pick<HostSetting, 'address'> & HostAccessSetting

type ContextAddress = Extract<HostAddress, { kind: 'context' }>

/** What routes are made of. */
export type RouteParts = {
  readonly clock: Clock
  /** Where Docker's own contexts are. */
  readonly dockerConfigDirectory: string
  readonly openSsh: (address: SshAddress, access: HostAccessSetting) => Route
}

/** The way to a host; nothing is opened yet. Throws `address-unsupported` and `address-with-password`. */
export function openRoute(setting: RouteSetting, parts: RouteParts): Route {
  const address = expectAddress(setting.address)
  return address.kind === 'context' ? contextRoute(address, setting, parts) : plainRoute(address, setting, parts)
}

/** An address that can be used. Throws `address-unsupported` and `address-with-password`. */
export function expectAddress(text: string): HostAddress {
  const read = readHostAddress(text)
  if (typeof read !== 'string') return read
  if (read === 'password') throw new BerthError('address-with-password')
  throw new BerthError('address-unsupported', { address: displayText(text) })
}

function plainRoute(
  address: Exclude<HostAddress, ContextAddress>,
  { tls, acceptsPlainText, ...access }: HostAccessSetting,
  { clock, openSsh }: RouteParts,
): Route {
  switch (address.kind) {
    case 'unix':
      return localRoute(address.path, address.text)
    case 'npipe':
      return localRoute(address.path, address.text)
    case 'tcp':
      return tcpRoute(
        { host: address.host, port: address.port, tls: tls ?? null, acceptsPlainText: acceptsPlainText === true },
        address.text,
        clock,
      )
    case 'ssh':
      return openSsh(address, access)
  }
}

/** Follows a context wherever it leads now: it is read anew for each stream, and what it led to before is closed. */
function contextRoute({ name, text }: ContextAddress, access: HostAccessSetting, parts: RouteParts): Route {
  let current: { readonly key: string; readonly route: Route } | null = null
  const routeNow = async (): Promise<Route> => {
    const context = await readContext(parts.dockerConfigDirectory, name)
    const key = JSON.stringify(context)
    if (current?.key === key) return current.route
    current?.route.close()
    current = { key, route: openRoute(routeSettingOf(context, access), parts) }
    return current.route
  }
  return {
    address: text,
    ready: async (signal) => (await routeNow()).ready(signal),
    open: async (signal) => (await routeNow()).open(signal),
    streamLimit: () => current?.route.streamLimit() ?? null,
    readMachine: async (diskPath, signal) => (await routeNow()).readMachine?.(diskPath, signal) ?? null,
    outlet: () => current?.route.outlet?.() ?? null,
    close: () => {
      current?.route.close()
      current = null
    },
  }
}

/** Where a context leads, as a setting of its own. Throws `context-unusable`. */
export function routeSettingOf({ name, host, tls }: DockerContext, access: HostAccessSetting): RouteSetting {
  const address = readHostAddress(host)
  if (typeof address === 'string' || address.kind === 'context') {
    throw new BerthError('context-unusable', {
      name,
      ...reasonDetails('no-host-address', { written: displayText(host, 120) }),
    })
  }
  return { ...access, ...(tls === null ? {} : { tls }), address: address.text }
}
