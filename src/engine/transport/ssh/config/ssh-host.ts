/** Whom to log in to, as a person or a `ProxyJump` writes it; what is null is for ssh_config to say. */
export type SshDestination = {
  readonly name: string
  readonly user: string | null
  readonly port: number | null
}

/** Where an agent listens: a socket, or a pipe of Windows. */
export type AgentPlace = { readonly kind: 'none' } | { readonly kind: 'at'; readonly path: string }

/** A way to log in, in the words of SSH's protocol. */
export type LoginMethod = 'publickey' | 'keyboard-interactive' | 'password'

/** A host with all that ssh_config and ssh's own defaults say of it. Paths are absolute. */
export type SshHost = {
  /** As asked for; errors and stages name it. */
  readonly name: string
  readonly hostName: string
  readonly port: number
  readonly user: string
  /** Null: whichever answers first. */
  readonly addressFamily: 4 | 6 | null
  /** Address of this machine to connect from. */
  readonly bindAddress: string | null
  readonly identityFiles: readonly string[]
  /** One of them, offered before everything else; null: none. */
  readonly firstIdentity: string | null
  /** Only keys of `identityFiles`, though the agent may hold them. */
  readonly identitiesOnly: boolean
  readonly agent: AgentPlace
  /** In the order in which they are tried. */
  readonly methods: readonly LoginMethod[]
  /** Whether a person may be asked for secrets. */
  readonly mayAsk: boolean
  /** Passed through one after the other, the first one first. Empty: straight there. */
  readonly jumps: readonly SshDestination[]
  /** What known_hosts calls it: `seoul-1`, `[10.20.0.13]:2222`. */
  readonly knownName: string
  /** A second name it may be known by: without the port. */
  readonly fallbackName: string | null
  readonly knownHostsFiles: readonly string[]
  /** `known-only`: an unknown key is refused without a question. */
  readonly unknownKeys: 'ask' | 'known-only'
  /** Null: Berth's own limit. */
  readonly connectTimeoutMs: number | null
}
