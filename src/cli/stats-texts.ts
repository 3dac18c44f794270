/** Words of `berth stats`. */
export type StatsTexts = {
  readonly head: readonly [service: string, cpu: string, memory: string, network: string, disk: string]
  /** `cores`: of how many processors. */
  readonly cpu: (percent: string, cores: string) => string
  readonly memory: (used: string, limit: string) => string
  readonly noLimit: (used: string) => string
  readonly network: (received: string, sent: string) => string
  readonly disk: (read: string, written: string) => string
  readonly notRunning: string
  readonly notKnown: string
  readonly measuring: string
  readonly noServices: string
}
