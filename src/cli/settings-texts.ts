/** Words of the slots file's commands. */
export type SettingsTexts = {
  readonly severalHosts: (names: string) => string
  readonly warning: string
  readonly fine: (file: string, services: number) => string
  /** `reason` is a whole sentence. */
  readonly notCompared: (reason: string) => string
  readonly faulty: (file: string, count: number) => string
  readonly nothingPublished: (host: string) => string
  readonly first: (host: string) => string
  readonly against: (host: string, version: number) => string
  readonly sameAsPublished: string
  readonly question: string
  readonly published: (version: number, host: string) => string
  readonly slotKinds: Readonly<Record<'unchanged' | 'changed' | 'added' | 'removed', string>>
  readonly elsewhere: (slot: string, host: string) => string
  readonly contentGone: (version: number) => string
  readonly head: readonly [version: string, when: string, by: string, slots: string, note: string]
}
