import type { HistoryKind, HistoryResult } from '../contract/history'
import type { TakeoverProgress } from '../contract/interruption-requests'
import type { InterruptionChoice, InterruptionRefusal } from '../domain/interruption'
import type { InterruptedStage } from '../domain/interrupted-service'

/** Words of history, rollback list, reservations, locks and takeovers. Times come in as texts. */
export type LedgerTexts = {
  readonly history: {
    readonly head: readonly [
      time: string,
      slot: string,
      what: string,
      number: string,
      change: string,
      by: string,
      result: string,
    ]
    readonly kinds: Readonly<Record<HistoryKind, string>>
    readonly results: Readonly<Record<HistoryResult, string>>
    readonly took: (seconds: string) => string
    readonly nothing: string
    readonly more: (shown: number, total: number) => string
    readonly stale: (host: string, reason: string) => string
    readonly deploymentOf: (owner: string) => string
    readonly reservationOf: (owner: string) => string
    readonly byDeployment: (tags: string) => string
    readonly keptFor: (who: string, until: string) => string
    readonly until: (until: string) => string
    readonly published: (version: number, slots: string) => string
    readonly wholeHost: string
  }
  readonly releases: {
    readonly head: readonly [
      number: string,
      id: string,
      tag: string,
      version: string,
      by: string,
      when: string,
      state: string,
    ]
    readonly nothing: (slot: string) => string
    readonly current: string
    readonly neverServed: string
    readonly instant: string
    readonly needsPull: string
    readonly gone: string
    readonly disk: (megabytes: string) => string
  }
  readonly reserved: (slot: string, who: string, until: string) => string
  readonly unreserved: (slot: string) => string
  readonly notReserved: (slot: string) => string
  readonly lifted: (slot: string, tags: string) => string
  readonly notHeld: (slot: string) => string
  readonly reservation: (by: string, forWhom: string, until: string, why: string) => string
  readonly lock: {
    readonly free: (slot: string) => string
    readonly held: (slot: string, owner: string, since: string, reason: string) => string
    readonly beats: (deployment: string, seconds: number) => string
    readonly undecided: (deployment: string, seconds: number) => string
    readonly interrupted: (slot: string, owner: string, since: string, reason: string) => string
    readonly silent: (deployment: string, seconds: number) => string
    readonly noLock: string
    readonly watching: (seconds: number) => string
    readonly head: readonly [service: string, stage: string, serving: string]
    readonly stages: Readonly<Record<InterruptedStage, string>>
    readonly serving: Readonly<Record<'old' | 'new' | 'both' | 'nothing', string>>
    readonly ways: string
    readonly choices: Readonly<Record<InterruptionChoice, string>>
    readonly refusals: Readonly<Record<InterruptionRefusal, string>>
    readonly safest: string
    readonly how: (slot: string) => string
  }
  readonly takeover: {
    readonly question: (slot: string, owner: string) => string
    readonly nothingLeft: (slot: string) => string
    readonly stages: Readonly<Record<TakeoverProgress['kind'], (owner: string, neededSeconds: number) => string>>
    readonly passed: (seconds: number, neededSeconds: number) => string
    readonly begins: (owner: string, choice: string) => string
    readonly done: Readonly<Record<InterruptionChoice, string>>
  }
}
