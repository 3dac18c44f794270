/** Words of what a person is asked on the way to a host. All names come in harmless for display. */
export type QuestionTexts = {
  readonly hostKey: {
    readonly unknown: (host: string) => string
    readonly compare: string
    readonly question: string
    readonly again: string
    /** Where nobody can be asked; both are one line. */
    readonly nobodyToAsk: (host: string, keyType: string, fingerprint: string) => string
    readonly knowFirst: string
    /** What may be typed, in small letters. */
    readonly answers: Readonly<Record<'always' | 'once' | 'refuse', readonly string[]>>
  }
  readonly secret: {
    readonly wrong: string
    readonly passphrase: (keyFile: string) => string
    readonly password: (user: string, host: string) => string
    /** `prompt`: the host's own words. */
    readonly answer: (user: string, host: string, prompt: string) => string
  }
}
