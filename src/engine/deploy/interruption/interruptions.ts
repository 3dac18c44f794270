import type { InterruptionView } from '../../../contract/interruption-view'
import { BerthError, toErrorData } from '../../../domain/berth-error'
import { displayText } from '../../../domain/display-text'
import type { Interruption, InterruptionRefusal } from '../../../domain/interruption'
import { isOldGone } from '../../../domain/interrupted-service'
import { berthLabels } from '../../../domain/label-names'
import type { ListedContainer } from '../../ports'
import { planParts } from '../deployer'
import type { OwnLock } from '../own-locks'
import { type LockParts, readHeartbeat, type SlotLock } from '../slot-lock'
import { defaultPatience, steadyHost } from '../steady-host'
import { type TakeoverProgress, takeOverLock } from '../take-over-lock'
import { goOn } from './go-on'
import type { InterruptionParts, Resolution } from './interruption-parts'
import { interruptionView, type SeenHeart } from './interruption-view'
import { observeInterruption, type SeenInterruption, type SlotAddress } from './observe-interruption'

/** Deployments that stopped in the middle, on any host, whoever began them. */
export type Interruptions = {
  /** Null: nothing is under way on the slot, and nothing was left. Changes nothing. */
  readonly read: (address: SlotAddress, signal: AbortSignal) => Promise<InterruptionView | null>
  /**
   * Takes the slot over and begins to go on; resolves, once it is taken over, with the id of the deployment to follow (null
   * for an unlock: nothing is under way then). Takes up to 40 s to see that the owner is dead, and the longest stop grace of
   * the slot's containers after that. Throws `slot-locked` where the owner lives or somebody else was faster,
   * `not-interrupted` where nothing is left to resolve, and the code of the refusal where the choice is not open.
   */
  readonly resolve: (
    resolution: Resolution,
    onProgress: (progress: TakeoverProgress) => void,
    signal: AbortSignal,
  ) => Promise<string | null>
  /**
   * Goes on with what a process of this app held when it ended: no takeover, for the owner is the same, so nobody is
   * waited for but Docker, and nothing is written down. Where it was heading; where that is not open, back. Null:
   * nothing is left to do, somebody else has it, or neither way is open and people must choose.
   */
  readonly goOnWithOwn: (own: OwnLock, signal: AbortSignal) => Promise<string | null>
}

/** See `Interruptions`. */
export function createInterruptions(parts: InterruptionParts): Interruptions {
  return {
    read: (address, signal) => readInterruption(parts, address, signal),
    resolve: async (resolution, onProgress, signal) => {
      const before = await look(parts, resolution, signal)
      expectOpen(before, resolution)
      const lock = await takeOver(parts, resolution, before, onProgress, signal)
      try {
        // What the owner began last has come to its end only now.
        const seen = await look(parts, resolution, signal)
        expectOpen(seen, resolution)
        return await goOn(parts, { resolution, seen, lock, owner: ownerOf(before) }, signal)
      } catch (error) {
        await lock.release(signal).catch(() => undefined)
        throw error
      }
    },
    goOnWithOwn: (own, signal) => goOnWithOwn(parts, own, signal),
  }
}

async function goOnWithOwn(parts: InterruptionParts, own: OwnLock, signal: AbortSignal): Promise<string | null> {
  const client = parts.hostAccess.client(own.hostId)
  const lookNow = () => observeInterruption({ ...parts, client }, own, () => true, signal)
  const openWay = (seen: SeenInterruption | null) =>
    ([own.heading, 'put-back'] as const).find((one) => seen?.interruption.refusals[one] === null)
  const before = await lookNow()
  if (before?.lock?.id !== own.lockId || openWay(before) === undefined) return null
  const lockDeploymentId = own.deploymentId
  const resolution = { ...own, lockDeploymentId, reason: '', choice: own.heading }
  const lock = await takeOver(parts, resolution, before, () => undefined, signal, own.lockId)
  const seen = await lookNow()
  const choice = openWay(seen)
  if (seen !== null && choice !== undefined) {
    return goOn(parts, { resolution: { ...resolution, choice }, seen, lock, owner: own.by }, signal)
  }
  await lock.release(signal)
  return null
}

async function readInterruption(
  parts: InterruptionParts,
  address: SlotAddress,
  signal: AbortSignal,
): Promise<InterruptionView | null> {
  const client = parts.hostAccess.client(address.hostId)
  const watched = parts.watchedLocks(address.hostId)
  const isDead = (lock: ListedContainer): boolean =>
    watched.some(({ lockId, alive }) => lockId === lock.id && alive === false)
  const seen = await observeInterruption({ ...parts, client }, address, isDead, signal)
  if (seen === null) return null
  const heart = await seenHeart(parts, address, seen, signal)
  return interruptionView(address.slot, seen, heart, planParts(parts, address.hostId).readKickoff)
}

/** A heart that has beaten since it was last watched is as young as can be. */
async function seenHeart(
  { hostAccess, watchedLocks, clock }: InterruptionParts,
  { hostId }: SlotAddress,
  { lock, interruption }: SeenInterruption,
  signal: AbortSignal,
): Promise<SeenHeart> {
  const isDead = interruption.refusals.unlock === null
  const watched = watchedLocks(hostId).find(({ lockId }) => lockId === lock?.id)
  if (lock === null || watched === undefined || watched.stillSinceMs === null) return { ageMs: 0, isDead }
  const heartbeat = await readHeartbeat(hostAccess.client(hostId), lock.id, signal).catch(() => watched.heartbeat)
  const ageMs = heartbeat === watched.heartbeat ? clock.monotonicMs() - watched.stillSinceMs : 0
  return { ageMs: Math.max(0, Math.round(ageMs)), isDead }
}

/** As it would be if the owner were dead; whether it is, the takeover finds out. */
async function look(parts: InterruptionParts, address: SlotAddress, signal: AbortSignal): Promise<SeenInterruption> {
  const client = parts.hostAccess.client(address.hostId)
  const seen = await observeInterruption({ ...parts, client }, address, () => true, signal)
  if (seen === null) throw new BerthError('not-interrupted', { slot: address.slot })
  return seen
}

function expectOpen({ interruption }: { readonly interruption: Interruption }, { choice, slot }: Resolution): void {
  const refusal = interruption.refusals[choice]
  if (refusal !== null) throw refusalError(refusal, slot, interruption)
}

function refusalError(refusal: InterruptionRefusal, slot: string, { services }: Interruption): BerthError {
  switch (refusal) {
    case 'no-intent':
      return new BerthError('intent-unknown', { slot })
    case 'finishing-begun':
      return new BerthError('finishing-begun', { slot })
    case 'old-gone':
      return new BerthError('old-container-gone', { slot, services: goneServices(services) })
    case 'slot-changed':
      return new BerthError('slot-not-as-left', { slot })
    case 'owner-alive':
      return new BerthError('slot-locked', { slot, owner: '?', since: '' })
  }
}

function goneServices(services: Interruption['services']): string {
  const gone = services.filter(isOldGone).map(({ service }) => service)
  return displayText(gone.join(', '))
}

function ownerOf({ lock, interruption }: SeenInterruption): string {
  return displayText(lock?.labels[berthLabels.lockOwner] ?? interruption.intent?.by ?? '?', 64)
}

function takeOver(
  parts: InterruptionParts,
  { hostId, slot, lockDeploymentId, choice, reason, by }: Resolution,
  before: SeenInterruption,
  onProgress: (progress: TakeoverProgress) => void,
  signal: AbortSignal,
  endedOwnLockId?: string,
): Promise<SlotLock> {
  const { log, ledger } = parts
  const deploymentId = before.interruption.deploymentId || lockDeploymentId
  const record = async (): Promise<void> => {
    if (endedOwnLockId !== undefined) return
    const told = { kind: 'taken-over', by, slot, lockDeploymentId: deploymentId, lockOwner: ownerOf(before) } as const
    // A ledger that can't be written must not keep a slot down.
    await ledger.append(hostId, [{ ...told, choice, reason }], signal).catch((error: unknown) => {
      signal.throwIfAborted()
      log('error', 'takeover not recorded', { slot, error: toErrorData(error).message })
    })
  }
  const stillHearts = () => parts.watchedLocks(hostId).filter(({ alive }) => alive === false)
  const ended = endedOwnLockId === undefined ? {} : { endedOwnLockId }
  const times = parts.takeoverTimes === undefined ? {} : { times: parts.takeoverTimes }
  return takeOverLock(
    { ...lockParts(parts, hostId, signal), stillHearts, onProgress, record, ...times, ...ended },
    {
      project: before.project,
      slot,
      owner: by,
      reason: reason === '' ? choice : `${choice}: ${reason}`,
      deploymentId,
      lockDeploymentId,
    },
    signal,
  )
}

function lockParts(
  { hostAccess, clock, log, patience, ownLocks }: InterruptionParts,
  hostId: string,
  signal: AbortSignal,
): LockParts {
  const host = steadyHost({ clock, patience: patience ?? defaultPatience, signal, beforeChange: async () => undefined })
  return { client: hostAccess.client(hostId), host, clock, log, ...(ownLocks && { journal: ownLocks.on(hostId) }) }
}
