import type { EngineOptions } from '../engine-options'
import type { EventHub } from '../event-hub'
import type { CredentialSource } from '../ports'
import { certificateDirectories, readCertificatesIn } from '../registry/registry-certificates'
import { type OpenReleaseWatch, openReleaseWatch } from '../releases/open-release-watch'
import type { Parts } from './engine-parts'

/** What asks registries. */
export function releasesPart(
  options: EngineOptions,
  { keeper, hosts }: Pick<Parts, 'keeper' | 'hosts'>,
  credentials: CredentialSource,
  hub: EventHub,
): OpenReleaseWatch {
  const { clock, log, homeDirectory, environment, dockerConfigDirectory, personDirectory } = options
  const watch = openReleaseWatch({
    credentials,
    clock,
    log,
    homeDirectory,
    environment,
    certificatesOf: readCertificatesIn(certificateDirectories(dockerConfigDirectory, personDirectory), clock.nowMs),
    insecure: (hostId) =>
      hosts
        .hosts()
        .filter(({ id }) => hostId === null || hostId === id)
        .flatMap(({ id }) => hosts.access.insecureRegistries(id) ?? []),
    board: keeper.board,
    hostAccess: hosts.access,
    onBuild: () => keeper.refresh(null),
    onChange: (repositories) => hub.tell({ event: 'releases-changed', payload: { repositories: [...repositories] } }),
  })
  options.registryLogins?.onChange(watch.loginChanged)
  return watch
}
