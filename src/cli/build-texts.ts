import type { ReleaseOption } from '../contract/release-option'
import type { KickoffRule } from '../domain/kickoff'

/** Words of `berth releases` and `berth where`, and of deploying by what a build is called. */
export type BuildTexts = {
  readonly head: readonly [
    tag: string,
    date: string,
    version: string,
    revision: string,
    built: string,
    images: string,
    state: string,
  ]
  /** `have` of `all` services have an image. */
  readonly images: (have: number, all: number) => string
  readonly missing: (services: string) => string
  readonly otherPlatform: (services: string) => string
  readonly runsOn: (places: string) => string
  /** A slot that runs an older build of the same tag. */
  readonly olderOn: (place: string) => string
  readonly ran: Readonly<Record<NonNullable<ReleaseOption['ranHere']>['outcome'], (when: string) => string>>
  readonly onHost: string
  readonly pull: (size: string) => string
  readonly nothing: (slot: string) => string
  /** There are more than were printed. */
  readonly more: (count: number) => string
  /** The registry was asked from a host, not from this computer. */
  readonly askedThrough: (repository: string, host: string) => string
  readonly notWhole: (repository: string, tags: number) => string
  /** Why tags do not read as kickoffs, and what would. */
  readonly kickoffs: {
    readonly refused: Readonly<Record<NonNullable<KickoffRule['refused']>['reason'], (pattern: string) => string>>
    readonly none: Readonly<Record<KickoffRule['by'], (pattern: string) => string>>
    readonly example: (tag: string) => string
    readonly noExample: string
  }
  /** Below the plan of `deploy --plan`. Names of settings come with `+`, `-` or `~` before each. */
  readonly compare: {
    readonly heading: string
    readonly built: (from: string, to: string) => string
    readonly olderBuild: string
    readonly pull: (size: string) => string
    readonly settings: (names: string) => string
    readonly otherSettings: string
    readonly settingsUnknown: string
    readonly imageDefaults: (names: string) => string
  }
  readonly where: {
    readonly head: readonly [slot: string, branch: string, version: string, revision: string, state: string]
    readonly nowhere: (text: string) => string
    /** The services that run it, where not all of a slot do. */
    readonly only: (services: string) => string
  }
  readonly help: {
    readonly releases: string
    readonly find: string
    readonly limit: string
    readonly all: string
    readonly where: string
    readonly whereText: string
    readonly branch: string
    readonly platform: string
    readonly revision: string
  }
  /** `deploy` without any of `--tag`, `--branch`, `--platform`, `--revision`, or with more than one. */
  readonly oneOfFour: string
}
