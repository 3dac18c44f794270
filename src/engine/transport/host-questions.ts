/** A host key that nobody has vouched for yet. */
export type HostKeyQuestion = {
  /** As known_hosts names it: `seoul-1` or `[10.20.0.13]:2222`. */
  readonly host: string
  /** `ED25519`, `ECDSA`, `RSA`. */
  readonly keyType: string
  /** `SHA256:` and 43 characters, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string
}

/** What a person says of it. */
export type HostKeyAnswer = 'once' | 'always' | 'refuse'

/** Something secret that a login needs. `id` is the same for the same key file or login in every run. */
export type SecretQuestion = {
  readonly id: string
  /** Whether the last one given was wrong. */
  readonly isRetry: boolean
} & (
  | { readonly kind: 'passphrase'; readonly keyFile: string }
  | { readonly kind: 'password'; readonly user: string; readonly host: string }
  /** Asked by the host itself, in its own words (hostile); `isShown`: what is typed may be seen. */
  | {
      readonly kind: 'answer'
      readonly user: string
      readonly host: string
      readonly prompt: string
      readonly isShown: boolean
    }
)

/** What only a person can say while a host is being connected to. Each rejects with the signal's reason. */
export type HostQuestions = {
  /** Whether an unknown host key is to be trusted. Where nobody is there to ask: `refuse`. */
  readonly hostKey: (question: HostKeyQuestion, signal: AbortSignal) => Promise<HostKeyAnswer>
  /** Null: nobody gives one. */
  readonly secret: (question: SecretQuestion, signal: AbortSignal) => Promise<string | null>
  /** What came of a secret that was given: a wrong one must not be kept. */
  readonly judged: (question: SecretQuestion, isRight: boolean) => void
}
