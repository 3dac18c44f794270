import type { Duplex } from 'node:stream'
import type { Clock, CredentialSource, Log } from '../ports'
import type { Proxy } from './proxy-of-environment'
import type { CertificatesOf } from './registry-certificates'
import type { Origin } from './registry-place'

/**
 * How a registry is spoken to. `https-or-http`: TLS where it is spoken, else in the clear; for registries that an engine
 * names as insecure, and those on a loopback address. Nothing else ever falls back, and no trouble but "this is not TLS" is
 * a reason to: a certificate has to be good wherever there is one.
 */
export type RegistryScheme = 'https' | 'https-or-http'

/**
 * Opens a byte stream to a port of a host as seen from wherever the registry is asked from: this machine, or a Docker
 * host. Whatever a socket has that an HTTP client calls (`setNoDelay`, `setTimeout`, `unref` …) the stream has as well, as
 * the transport's do. It obeys the signal, and rejects with Node's errors or Berth's.
 */
export type OpenStream = (host: string, port: number, signal: AbortSignal) => Promise<Duplex>

/** Why a list of tags ends: all were told, or the registry has more than Berth asks for. */
export type TagListEnd = 'all' | 'tag-limit' | 'page-limit'

/** The tags of a repository in the registry's own order, each once. `atMs` is the wall clock when they were asked for. */
export type TagList = { readonly tags: readonly string[]; readonly end: TagListEnd; readonly atMs: number }

/** What a tag pointed at (null: there was no such tag) when it was last asked for; wall clock. */
export type ResolvedTag = { readonly digest: string | null; readonly atMs: number }

/** A layer as it is sent: compressed bytes. */
export type RegistryLayer = { readonly digest: string; readonly sizeBytes: number }

/** What stands behind a tag or digest that can be run. Labels and platforms are the image's own words: hostile. */
export type RegistryImage = {
  readonly kind: 'image'
  /** What the tag points at: an index where the image is for several platforms, else the manifest. */
  readonly digest: string
  /** Of the platform below; equal to `digest` where the image is for one platform. */
  readonly manifestDigest: string
  readonly configDigest: string
  /** The one that was read: the wanted one or the nearest to it, else the first there is. `linux/arm/v7`. */
  readonly platform: string
  /** Whether that one runs on the platform that was asked for. */
  readonly runsOnWanted: boolean
  /** All that there are. */
  readonly platforms: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly createdAtMs: number | null
  /** Configuration and layers, as they are sent; a layer that stands in the manifest twice is sent once. */
  readonly sizeBytes: number
  /** Each once, in order. */
  readonly layers: readonly RegistryLayer[]
}

/** Something else that registries keep: a Helm chart, a signature, a bill of materials. `artifactType` is a media type. */
export type RegistryArtifact = { readonly kind: 'artifact'; readonly digest: string; readonly artifactType: string }

/** What an earlier run heard of a repository: its tags, and of some of them what they were then; wall clock. */
export type RecalledRepository = {
  readonly list: TagList
  readonly images: readonly {
    readonly tag: string
    readonly atMs: number
    readonly found: RegistryImage | RegistryArtifact
  }[]
}

/** What was asked so far, over all registries: HTTP requests as they went out, tries and redirects counted one by one. */
export type RegistryStats = {
  readonly requests: number
  readonly tagPages: number
  readonly manifestHeads: number
  readonly manifestReads: number
  readonly blobReads: number
  readonly tokens: number
  /** Of the requests above, those that were tried again after a failure or a "too often". */
  readonly retries: number
  /** Bytes of answers' bodies. */
  readonly receivedBytes: number
}

/**
 * Registries by the OCI distribution API. `repository` is always the whole name as images have it
 * (`registry.example.com/shop/web`, `nginx`). Every call obeys its signal and ends by itself: each request has a deadline,
 * each back-off a limit. What is thrown is a `BerthError`: `registry-refused`, `typed-login-refused`,
 * `registry-login-needed`, `registry-forbidden`, `repository-unknown`, `registry-rate-limited`, `registry-failing`, `registry-not-reached`,
 * `registry-not-trusted`, `registry-not-tls`, `registry-answer-invalid`, `registry-led-astray`,
 * `registry-content-changed`, `manifest-unsupported`, `credentials-unusable`, `cancelled`.
 */
export type RegistryClient = {
  /** All tags, told page by page as they come; what has been told stays true if a later page fails. */
  readonly listTags: (
    repository: string,
    onPage: (tags: readonly string[]) => void,
    signal: AbortSignal,
  ) => Promise<TagList>
  /** The last whole list of this run, without asking; null: never listed. */
  readonly lastTags: (repository: string) => TagList | null
  /** What a tag points at, by one HEAD; null: there is no such tag. */
  readonly resolveTag: (repository: string, tag: string, signal: AbortSignal) => Promise<string | null>
  /** What a tag pointed at when it was last asked for in this run, without asking; null: never. */
  readonly lastDigest: (repository: string, tag: string) => ResolvedTag | null
  /** Many tags, a few at a time, each told as it comes; the first failure ends the rest and is thrown. */
  readonly resolveTags: (
    repository: string,
    tags: readonly string[],
    onResolved: (tag: string, digest: string | null) => void,
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, string | null>>
  /**
   * What a tag or digest (`sha256:…`) is, for a platform (`linux/amd64`); null: there is none. What was read before by
   * digest costs no request, a tag that has not moved one HEAD.
   */
  readonly readImage: (
    repository: string,
    tagOrDigest: string,
    platform: string,
    signal: AbortSignal,
  ) => Promise<RegistryImage | RegistryArtifact | null>
  /** What an earlier run kept of a repository on disk, without asking; null: nothing. It may long be otherwise. */
  readonly recall: (repository: string, platform: string) => Promise<RecalledRepository | null>
  /** Whether the registry itself lets one in, and as whom it asked for: `nobody` where it wants to know nobody. */
  readonly knock: (registry: string, signal: AbortSignal) => Promise<'nobody' | 'docker' | 'typed'>
  /** The credentials for a registry are others by now: the next request asks for them anew. */
  readonly forgetLogin: (registry: string) => void
  readonly stats: () => RegistryStats
  /** Cancels what is under way, ends idle connections, and writes what the disk has not been told of yet. */
  readonly close: () => Promise<void>
}

/** What a client is made of. */
export type RegistryClientOptions = {
  readonly credentials: CredentialSource
  readonly clock: Clock
  readonly log: Log
  /** The folder of Berth's home (`registry-cache`) for facts by digest and lists of tags; null: memory alone. */
  readonly cacheDirectory: string | null
  /** From where it asks, as lists of tags are kept by that: a host's ID. Default: this machine. */
  readonly keptFor?: string
  /** Default: plain TCP from this machine. */
  readonly openStream?: OpenStream
  /** The proxy that leads to an origin. Default: none. */
  readonly proxyFor?: (origin: Origin) => Proxy | null
  /** By a registry's name (`127.0.0.1:5000`). Default: `https-or-http` on loopback addresses, TLS for everything else. */
  readonly schemeOf?: (registry: string) => RegistryScheme
  /** Default: none but what Node trusts by itself. */
  readonly certificatesOf?: CertificatesOf
  /** From 0 to 1, for the jitter of back-offs. Default `Math.random`. */
  readonly random?: () => number
}
