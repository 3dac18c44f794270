import type { Board } from '../../domain/board'
import { createFiledRepositories } from '../deploy/spec-body/filed-repositories'
import type { EngineOptions } from '../engine-options'
import { createHistory } from '../history/history'
import { watchReservationEnds } from '../reservations/end-reservations'
import { createPublishLock } from '../slots-file/publish-lock'
import { createSlotsFiles } from '../slots-file/slots-files'
import type { Parts } from './engine-parts'

/** What is made of the hosts' ledgers and of nothing that deploys. */
export function ledgerParts(
  { clock, log, resolveSaveTarget, resolveOpenFile }: EngineOptions,
  { hosts, keeper, ledger, readKickoff }: Pick<Parts, 'hosts' | 'keeper' | 'ledger' | 'readKickoff'>,
): Pick<Parts, 'filedRepositories' | 'history' | 'slotsFiles' | 'reservationEnds' | 'slotNames'> {
  const hostAccess = hosts.access
  const history = createHistory({
    ledger,
    hostAccess,
    hostIds: () => hosts.hosts().map(({ id }) => id),
    readKickoff,
    clock,
    isUnderWay: (hostId, slot, deploymentId) => isUnderWay(keeper.board(), hostId, slot, deploymentId),
    resolveSaveTarget,
  })
  const slotsFiles = createSlotsFiles({
    ledger,
    hostAccess,
    oneAtATime: createPublishLock({ hostAccess, clock, log }),
    resolveOpenFile,
  })
  const reservationEnds = watchReservationEnds(clock, ledger, keeper.refresh)
  const slotNames = (hostId: string): readonly string[] => {
    hostAccess.hostName(hostId)
    const entry = keeper.board().hosts.find(({ host }) => host.id === hostId)
    return entry?.slots.map(({ name }) => name) ?? []
  }
  const filedRepositories = createFiledRepositories(ledger)
  return { filedRepositories, history, slotsFiles, reservationEnds, slotNames }
}

/** Whether somebody's deployment goes on: ours, or one whose lock's heart beats. */
function isUnderWay(board: Board, hostId: string, slotName: string, deploymentId: string): boolean {
  const slot = board.hosts.find(({ host }) => host.id === hostId)?.slots.find(({ name }) => name === slotName)
  if (slot?.activity?.deploymentId === deploymentId) return true
  return slot?.lock?.deploymentId === deploymentId && slot.lock.alive
}
