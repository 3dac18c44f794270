import type { WantedPorts } from '../../domain/host-port'
import type { PortSpec } from '../../domain/slots-file/service-spec'
import type { RawContainer } from './raw-container'

/** What a container asks of the host's ports whenever it starts; where Docker is to choose one, nothing. */
export function wantedPorts({
  HostConfig: { PortBindings },
}: Pick<RawContainer, 'HostConfig'>): readonly WantedPorts[] {
  return Object.entries(PortBindings).flatMap(([key, bindings]) =>
    bindings.flatMap(({ HostIp, HostPort }) => {
      const [first = 0, last = first] = HostPort.split('-').map(Number)
      const protocol = key.split('/')[1] ?? 'tcp'
      return first > 0 && last >= first ? [{ hostIp: HostIp === '' ? null : HostIp, protocol, first, last }] : []
    }),
  )
}

/** What the slots file has a service ask for. */
export function filedPorts(ports: readonly PortSpec[]): readonly WantedPorts[] {
  return ports.flatMap(({ hostIp, protocol, published }) =>
    published === null ? [] : [{ hostIp, protocol, ...published }],
  )
}
