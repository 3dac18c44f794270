import type { KickoffReading, ReleaseOption, ReleaseSource } from '../contract/release-option'
import type { ReleasesJson } from '../contract/releases-json'

/** Names of hosts with a slash behind them, by their ids; empty where nobody has to be told which. */
export type HostNames = ReadonlyMap<string, string>

/** What is listed of a slot. */
export type ListedReleases = {
  readonly slot: string
  readonly releases: readonly ReleaseOption[]
  readonly more: number
  readonly sources: readonly ReleaseSource[]
  readonly kickoffs: KickoffReading | null
}

/** What `berth releases --json` prints. */
export function releasesJson(
  { slot, releases, more, sources, kickoffs }: ListedReleases,
  hostNames: HostNames,
): Omit<ReleasesJson, 'schema'> {
  return {
    slot,
    releases: releases.map((release) => releaseJson(release, hostNames)),
    more,
    sources: sources.map(sourceJson),
    kickoffs,
  }
}

function releaseJson(release: ReleaseOption, hostNames: HostNames): ReleasesJson['releases'][number] {
  const { builtAtMs, ranHere, runsOn, keptAtMs, ...rest } = release
  const ran = ranHere && { deployment: ranHere.deploymentId, at: isoTime(ranHere.atMs), outcome: ranHere.outcome }
  return {
    ...rest,
    builtAt: builtAtMs === null ? null : isoTime(builtAtMs),
    asOf: keptAtMs === null ? null : isoTime(keptAtMs),
    runsOn: runsOn.map(({ hostId, slot }) => `${hostNames.get(hostId) ?? ''}${slot}`),
    ranHere: ran,
  }
}

function sourceJson({ repository, services, through, state }: ReleaseSource): ReleasesJson['sources'][number] {
  const isWhole = state.kind === 'listed' && state.isWhole
  const told = { repository, services, through, state: state.kind, isWhole }
  switch (state.kind) {
    case 'asking':
    case 'local':
      return { ...told, listedAt: null, error: null }
    case 'kept':
    case 'listed':
      return { ...told, listedAt: isoTime(state.atMs), error: null }
    case 'failed':
      return { ...told, listedAt: state.listedAtMs === null ? null : isoTime(state.listedAtMs), error: state.error }
  }
}

function isoTime(atMs: number): string {
  return new Date(atMs).toISOString()
}
