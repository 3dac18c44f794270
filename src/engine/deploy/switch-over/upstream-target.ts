import { z } from 'zod'
import type { UpstreamTarget } from '../../../domain/upstream-template'
import type { RawInspect } from '../../ports'
import type { Proxy } from './find-proxy'
import { ownAliasOf } from './own-alias'
import { parseInspect } from './parse-inspect'

const inspectSchema = z.object({
  NetworkSettings: z.looseObject({
    Ports: z
      .record(z.string(), z.array(z.looseObject({ HostPort: z.string() })).nullish())
      .nullish()
      .transform((ports) => ports ?? {}),
    Networks: z
      .record(
        z.string(),
        z.looseObject({
          IPAddress: z.string().nullish(),
          GlobalIPv6Address: z.string().nullish(),
          Aliases: z.array(z.string()).nullish(),
        }),
      )
      .nullish()
      .transform((networks) => networks ?? {}),
  }),
})

type Endpoint = z.output<typeof inspectSchema>['NetworkSettings']['Networks'][string]

/** Where a container is found as it runs now, seen from the proxy. */
export function upstreamTarget(container: RawInspect, proxy: Pick<Proxy, 'networks'>): UpstreamTarget {
  const { Ports, Networks } = parseInspect(inspectSchema, container, 'inspect container').NetworkSettings
  const reached = Object.entries(Networks)
    .filter(([name]) => proxy.networks === null || proxy.networks.includes(name))
    .map(([, endpoint]) => endpoint)
  // The host itself resolves no container's names.
  const name = proxy.networks === null ? null : first(reached, ({ Aliases }) => ownAliasOf(Aliases ?? []))
  return { port: publishedPort(Ports), name, address: first(reached, addressOf) }
}

function publishedPort(ports: z.output<typeof inspectSchema>['NetworkSettings']['Ports']): string | null {
  const published = Object.entries(ports)
    .filter(([key, bindings]) => key.endsWith('/tcp') && (bindings ?? []).length > 0)
    .sort(([one], [other]) => Number.parseInt(one, 10) - Number.parseInt(other, 10))
  return published[0]?.[1]?.[0]?.HostPort ?? null
}

function addressOf({ IPAddress, GlobalIPv6Address }: Endpoint): string | null {
  if (IPAddress) return IPAddress
  return GlobalIPv6Address ? `[${GlobalIPv6Address}]` : null
}

function first(endpoints: readonly Endpoint[], read: (endpoint: Endpoint) => string | null): string | null {
  for (const endpoint of endpoints) {
    const value = read(endpoint)
    if (value !== null) return value
  }
  return null
}
