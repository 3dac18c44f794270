import { z } from 'zod'
import type { PublishedPort } from './ask-from-here'

const bindingSchema = z.object({ HostIp: z.string().catch(''), HostPort: z.string() })
const portsSchema = z.record(z.string(), z.array(bindingSchema).nullable().catch(null))
const inspectSchema = z.object({ NetworkSettings: z.object({ Ports: portsSchema.nullish().catch(null) }).catch({}) })

/** The port of a container that a probe asks, and where Docker publishes it; null where it does not. */
export type ProbePorts = { readonly inner: number | null; readonly published: PublishedPort | null }

/** `wanted` null: the lowest TCP port that is published. */
export function portsOf(raw: Readonly<Record<string, unknown>>, wanted: number | null): ProbePorts {
  const ports = inspectSchema.safeParse(raw).data?.NetworkSettings.Ports ?? {}
  const published = Object.entries(ports)
    .flatMap(([name, bindings]) => {
      const inner = /^(\d+)\/tcp$/.exec(name)?.[1]
      const binding = bindings?.[0]
      return inner === undefined || binding === undefined ? [] : [{ inner: Number(inner), binding }]
    })
    .sort((a, b) => a.inner - b.inner)
  const found = published.find(({ inner }) => wanted === null || inner === wanted)
  if (found === undefined) return { inner: wanted, published: null }
  const { HostIp, HostPort } = found.binding
  const isAny = HostIp === '' || HostIp === '0.0.0.0' || HostIp === '::'
  return { inner: found.inner, published: { address: isAny ? '127.0.0.1' : HostIp, port: Number(HostPort) } }
}
