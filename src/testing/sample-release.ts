import type { ReleaseOption } from '../contract/release-option'

/** A build of `web` that is known in full and runs nowhere; a test names what matters to it. */
export function sampleRelease(changes: Partial<ReleaseOption> = {}): ReleaseOption {
  return {
    tag: 'kickoff-240510-dashboard',
    otherTags: [],
    kickoff: null,
    version: null,
    revision: null,
    builtAtMs: null,
    services: ['web'],
    onHost: [],
    missing: [],
    notSeen: [],
    otherPlatform: [],
    pullBytes: null,
    isDescribed: true,
    keptAtMs: null,
    runsOn: [],
    ranHere: null,
    ...changes,
  }
}
