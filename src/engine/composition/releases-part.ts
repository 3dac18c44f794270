import type { EngineOptions } from '../engine-options'
import type { EventHub } from '../event-hub'
import type { CredentialSource } from '../ports'
import { type OpenReleaseWatch, openReleaseWatch } from '../releases/open-release-watch'
import type { Parts } from './engine-parts'

/** What asks registries. */
export function releasesPart(
  { clock, log, homeDirectory }: EngineOptions,
  { keeper, hosts }: Pick<Parts, 'keeper' | 'hosts'>,
  credentials: CredentialSource,
  hub: EventHub,
): OpenReleaseWatch {
  return openReleaseWatch({
    credentials,
    clock,
    log,
    homeDirectory,
    board: keeper.board,
    hostAccess: hosts.access,
    onBuild: () => keeper.refresh(null),
    onChange: (repositories) => hub.tell({ event: 'releases-changed', payload: { repositories: [...repositories] } }),
  })
}
