import type { EngineOptions } from '../engine-options'
import type { EventHub } from '../event-hub'
import { createHealth, type Health } from '../health/health'
import type { Parts } from './engine-parts'

/** What records how the services do. */
export function healthPart(
  { clock, log, homeDirectory, isOneCommand }: EngineOptions,
  { hosts, keeper, ledger }: Pick<Parts, 'hosts' | 'keeper' | 'ledger'>,
  hub: EventHub,
): Health {
  const hostAccess = hosts.access
  return createHealth({
    hostAccess,
    ledger,
    clock,
    log,
    homeDirectory,
    isKept: !isOneCommand,
    slots: (hostId) => {
      hostAccess.hostName(hostId)
      return keeper.board().hosts.find(({ host }) => host.id === hostId)?.slots ?? []
    },
    onChange: (hostId, slot) => hub.tell({ event: 'health-changed', payload: { hostId, slot } }),
  })
}
