/** Words of `berth health`; what happened and what is wrong is said by the domain. Times come in as texts. */
export type HealthTexts = {
  readonly head: (slot: string, from: string, until: string) => string
  readonly legend: string
  readonly passedOf: (passed: number, total: number) => string
  readonly noCheck: string
  readonly noResults: string
  readonly probe: (path: string) => string
  readonly events: string
  readonly why: (service: string) => string
  readonly since: (time: string) => string
  /** At that time or before: nobody looked. */
  readonly atLeastSince: (time: string) => string
  readonly cameWith: (release: string) => string
  readonly deployment: (name: string, by: string, time: string) => string
  readonly notByBerth: (release: string) => string
  readonly lastFailed: (time: string, code: string) => string
  readonly errorLines: string
  readonly lastLines: string
  readonly more: (count: number) => string
}
