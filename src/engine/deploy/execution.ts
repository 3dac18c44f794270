import type { BerthError, BerthErrorData } from '../../domain/berth-error'
import type { ContainerObservation, ImageObservation } from '../../domain/container-observation'
import type { DeployableService } from '../../domain/deployable-slot'
import type { GatePolicy } from '../../domain/gate'
import type { ImageTarget } from '../../domain/image-target'
import type { KickoffReader } from '../../domain/kickoff'
import type { Release } from '../../domain/ledger/release'
import type { Plan } from '../../domain/plan'
import type { LedgerAccess } from '../ledger-access'
import type { Clock, CredentialSource, DockerClient, DockerEvent, Log } from '../ports'
import type { ContainerChanges } from './container-changes'
import type { DeploymentRecord } from './deployment-record'
import type { KeptSettingsOfServices } from './kept-settings'
import type { SlotSettings } from './slot-settings'
import type { LookedAfter } from './switch-over/looked-after'
import type { SteadyHost } from './steady-host'

/** What the steps of one deployment work with while it holds the lock. */
export type Execution = {
  readonly deploymentId: string
  readonly hostId: string
  readonly ledger: LedgerAccess
  readonly client: DockerClient
  readonly credentials: CredentialSource
  readonly host: SteadyHost
  readonly changes: ContainerChanges
  readonly clock: Clock
  readonly log: Log
  readonly record: DeploymentRecord
  readonly plan: Plan
  readonly targets: ReadonlyMap<string, ImageTarget>
  /** Null: the present containers' settings are carried over. */
  readonly settings: SlotSettings | null
  /** For a repair: the services whose proxies were looked at. */
  readonly lookedAfter: readonly LookedAfter[]
  /** The Compose project, as its label is. */
  readonly project: string
  /** What the slot ran before, should its containers be taken away. */
  readonly before: RunBefore
  /**
   * Resolves once what is about to be done can be read on the host; `NotRecorded` otherwise. New containers are made
   * meanwhile; nothing that serves is touched before.
   */
  readonly recorded: Promise<void>
  /** The slot as it was when the plan was confirmed. */
  readonly services: readonly DeployableService[]
  readonly images: ReadonlyMap<string, ImageObservation>
  readonly readKickoff: KickoffReader
  /** It goes on where a deployment of the same ID was cut off: containers of it may be there. */
  readonly isResumed: boolean
  /** Services that were through before it was cut off, with their new containers. */
  readonly finished: ReadonlyMap<string, string>
  /** ID of the image each replaced service is to run, by the service's name. */
  readonly imageIds: ReadonlyMap<string, string>
  readonly oneShots: ReadonlySet<string>
  readonly gatePolicy: GatePolicy
  readonly onContainerEvent: (listener: (event: DockerEvent) => void) => () => void
  /** Aborted by a cancel or a lost lock, with the `BerthError` as its reason: no new step begins. */
  readonly interrupted: AbortSignal
  /** Aborted when the engine ends: everything is left where it is. */
  readonly signal: AbortSignal
  /** What was done so far, in the order in which it was begun. */
  readonly journal: JournalEntry[]
  /** By service: from the stop of the old one to the pass of the new one. Filled while it goes on. */
  readonly downtimesMs: Map<string, number>
}

/** What a slot ran when its deployment began: the release, and the settings that this process still has in memory. */
export type RunBefore = { readonly release: Release | null; readonly settings: KeptSettingsOfServices }

/** One service that was touched, as far as it went; what is needed to put it back. */
export type JournalEntry =
  Replacement | { readonly kind: 'stopped' | 'started'; readonly service: string; readonly id: string }

/** A service's old container giving way to a new one. */
export type Replacement = {
  readonly kind: 'replacement'
  readonly service: string
  /**
   * The old container as it was before anything was done to it; null: the slot had none of this service, or somebody took
   * it away before this deployment went on.
   */
  old: ContainerObservation | null
  readonly oldPolicy: { readonly name: string; readonly maximumRetries: number }
  readonly temporaryName: string
  readonly lastingName: string
  newId: string | null
  /** The old one's restart policy or state has been (or is being) changed. */
  oldTouched: boolean
  passed: boolean
}

/** A service that could not be brought where the plan wants it, with what its container said. */
export class ServiceFailure extends Error {
  constructor(
    readonly service: string,
    readonly error: BerthError,
    /** The container whose log tells more. */
    readonly containerId: string | null,
    readonly failingOutput: string,
  ) {
    super(error.message, { cause: error })
    this.name = 'ServiceFailure'
  }
}

/** The intent could not be written down: nothing that serves was touched, and nothing may be. */
export class NotRecorded extends Error {
  constructor(readonly error: BerthErrorData) {
    super(error.message)
    this.name = 'NotRecorded'
  }
}

/** The replacements of a journal, in its order. */
export function replacements(journal: readonly JournalEntry[]): readonly Replacement[] {
  return journal.filter((entry) => entry.kind === 'replacement')
}

/** Throws the reason where the deployment was cancelled or lost its lock. */
export function throwIfInterrupted({ interrupted, signal }: Pick<Execution, 'interrupted' | 'signal'>): void {
  interrupted.throwIfAborted()
  signal.throwIfAborted()
}
