import type { Duplex } from 'node:stream'
import type { Client } from 'ssh2'
import type { LoginWay } from '../login/login'

/** What became known of a host on the way in. */
export type LinkFacts = {
  /** As the server calls itself, made harmless: `OpenSSH_9.2p1 Debian-2`. */
  readonly serverVersion: string
  /** `ED25519`, `ECDSA`, `RSA`. */
  readonly hostKeyType: string
  /** `SHA256:` and 43 characters. */
  readonly hostKeyFingerprint: string
  readonly user: string
  /** As errors call it when it is one to go through. */
  readonly jumpName: string
  readonly method: LoginWay
}

/** A connection that somebody is logged in to. */
export type SshLink = {
  readonly client: Client
  readonly facts: LinkFacts
  /** Ends with the connection; destroyed with its error when that breaks. */
  readonly adopt: <Stream extends Duplex>(stream: Stream) => Stream
  /** Aborted, with a `BerthError` as its reason, once the connection is gone. */
  readonly ended: AbortSignal
  /** Ends it and every stream on it. */
  readonly end: () => void
}
