import type { LockObservation } from '../../../domain/container-observation'
import type { InterruptionChoice } from '../../../domain/interruption'
import type { Deployer, DeployerParts } from '../deployer'
import type { TakeoverTimes } from '../take-over-lock'
import type { SlotAddress } from './observe-interruption'

/** What is to become of an interruption, and why: the reason is written down for everyone. */
export type Resolution = SlotAddress & {
  /** The deployment that the lock names, as the person has seen it; empty where the slot has no lock. */
  readonly lockDeploymentId: string
  readonly choice: InterruptionChoice
  readonly reason: string
  readonly by: string
}

/** What going on after an interruption needs from the rest of the engine. */
export type InterruptionParts = DeployerParts & {
  readonly deployer: Pick<Deployer, 'resume' | 'conduct'>
  /** The locks of a host as this engine has watched them; it may know none. */
  readonly watchedLocks: (hostId: string) => readonly LockObservation[]
  readonly takeoverTimes?: TakeoverTimes
}
