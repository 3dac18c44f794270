import { join } from 'node:path'
import type { Board } from '../../domain/board'
import type { HostAccess } from '../host-access'
import type { Clock, CredentialSource, InsecureRegistries, Log } from '../ports'
import { createChangeNotice } from '../logs/change-notice'
import { createRegistryClient } from '../registry/create-registry-client'
import { schemeAmong } from '../registry/insecure-registries'
import { proxyOfEnvironment } from '../registry/proxy-of-environment'
import type { CertificatesOf } from '../registry/registry-certificates'
import type { Origin } from '../registry/registry-place'
import type { OpenStream } from '../registry/registry-port'
import { type BuildWatch, createBuildWatch } from './build-watch'
import { createRegistryAnswers, type RegistryAnswers } from './registry-answers'
import { createRegistryWays, type RegistryWays } from './registry-ways'
import { createRepositoryWatch, type RepositoryWatch } from './repository-watch'

/** What the engine's look at registries is made of. */
export type ReleaseWatchParts = {
  readonly credentials: CredentialSource
  readonly clock: Clock
  readonly log: Log
  readonly homeDirectory: string
  /** Its proxies lead to registries that this machine asks. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly certificatesOf: CertificatesOf
  /** What a host's engine names as insecure, or (null) those of all hosts. */
  readonly insecure: (hostId: string | null) => readonly InsecureRegistries[]
  /** More is known of these repositories; told a few times a second at most. */
  readonly onChange: (repositories: readonly string[]) => void
  readonly board: () => Board
  /** Hosts are the other way to registries that this machine does not reach. */
  readonly hostAccess: Pick<HostAccess, 'client'>
  /** A tag that runs points at another build than before, or at none. */
  readonly onBuild: () => void
}

/** The look at registries, with its connections: `end` closes them and writes down what was learnt. */
export type OpenReleaseWatch = {
  readonly repositories: RepositoryWatch
  readonly builds: BuildWatch
  readonly ways: RegistryWays
  readonly answers: RegistryAnswers
  /** Who one is at a registry has changed: it is asked anew. */
  readonly loginChanged: (registry: string) => void
  readonly end: () => Promise<void>
}

const noticeMs = 250

/** See `OpenReleaseWatch`. Opens nothing until something is asked. */
export function openReleaseWatch(parts: ReleaseWatchParts): OpenReleaseWatch {
  const { credentials, clock, log, hostAccess, certificatesOf, environment } = parts
  const cacheDirectory = join(parts.homeDirectory, 'registry-cache')
  // What is kept on disk stands under its digest, and is true wherever it was read.
  const options = { credentials, clock, log, cacheDirectory, certificatesOf }
  const schemeFrom = (hostId: string | null) => (registry: string) => schemeAmong(parts.insecure(hostId), registry)
  const proxyFor = (origin: Origin) => proxyOfEnvironment(origin, environment)
  const direct = createRegistryClient({ ...options, proxyFor, schemeOf: schemeFrom(null) })
  const createThrough = (openStream: OpenStream, hostId: string) =>
    createRegistryClient({ ...options, openStream, keptFor: hostId, schemeOf: schemeFrom(hostId) })
  const answers = createRegistryAnswers(clock)
  const ways = createRegistryWays({ direct, createThrough, hostAccess, clock, onAnswer: answers.note })
  const changed = new Set<string>()
  const tell = (): void => {
    const repositories = [...changed]
    changed.clear()
    parts.onChange(repositories)
  }
  const notice = createChangeNotice(tell, noticeMs, clock)
  const onChange = (repositories: readonly string[]): void => {
    for (const repository of repositories) changed.add(repository)
    notice.changed()
  }
  const repositories = createRepositoryWatch({ ways, clock, onChange })
  const { board, onBuild } = parts
  const builds = createBuildWatch({ ways, board, clock, log, random: Math.random, onChange: onBuild })
  return {
    repositories,
    builds,
    ways,
    answers,
    loginChanged: (registry) => {
      ways.forgetLogin(registry)
      repositories.renew(registry)
    },
    end: async () => {
      await builds.close()
      notice.close()
      repositories.close()
      await Promise.all([direct.close(), ways.close()])
    },
  }
}
