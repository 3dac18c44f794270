import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { toErrorData } from '../../domain/berth-error'
import type { EngineOptions } from '../engine-options'
import type { EventHub } from '../event-hub'
import { isProcessAlive } from '../is-process-alive'
import type { LedgerAccess } from '../ledger-access'
import { createFollowedNotices, type FollowedNotices } from '../notify/followed-notices'
import { createNoticeSender, type NoticeSender } from '../notify/notice-sender'
import type { Notices } from '../notify/notices'
import { createOwnNotices, type OwnNotices, tellingAppends } from '../notify/own-notices'
import { openWaitingFile, renewEveryMs, type WaitingFile } from '../notify/waiting-file'
import type { Parts } from './engine-parts'

/** Who is told of what is done from here. `ledger`: through it what is written is told. */
export type OwnWord = {
  readonly sender: NoticeSender
  readonly endTakingOver: () => Promise<void>
  readonly own: OwnNotices
  readonly onDone: (listener: FollowedNotices['ownDone']) => void
  readonly ledger: (ledger: LedgerAccess) => LedgerAccess
}

/** See `OwnWord`. Made before the ledgers are. */
export function ownWordPart(
  options: EngineOptions,
  { settings, keeper }: Pick<Parts, 'settings' | 'keeper'>,
  hub: EventHub,
): OwnWord {
  const { clock, log } = options
  const file = waitingFileOf(options)
  const sender = createNoticeSender({
    source: options.noticeTargets ?? { kind: 'given', targets: [] },
    targets: () => settings.state().settings.noticeTargets,
    file,
    clock,
    log,
    random: Math.random,
    onDelivery: () => hub.tell({ event: 'notices-delivered', payload: { deliveries: [...sender.deliveries()] } }),
  })
  const closing = new AbortController()
  const taking = file === null ? null : keepTakingOver(file, sender.takeOver, options, closing.signal)
  let onDone: FollowedNotices['ownDone'] = () => undefined
  let ledgers: Pick<LedgerAccess, 'state'> | null = null
  const own = createOwnNotices({
    hostName: (hostId) => keeper.board().hosts.find(({ host }) => host.id === hostId)?.host.name ?? '',
    isBegun: (hostId, id) =>
      ledgers?.state(hostId)?.deployments.some(({ deploymentId }) => deploymentId === id) === true,
    tell: (notice, deployment) => {
      sender.send(notice)
      onDone(notice, deployment)
    },
  })
  return {
    sender,
    endTakingOver: async () => {
      closing.abort()
      await taking
    },
    own,
    onDone: (listener) => (onDone = listener),
    ledger: (ledger) => {
      ledgers = ledger
      return tellingAppends(ledger, own.appended)
    },
  }
}

/** A command has its targets from its own options: nobody else could send to them later. */
function waitingFileOf({ noticeTargets, homeDirectory, clock, log }: EngineOptions): WaitingFile | null {
  if (noticeTargets?.kind !== 'settings') return null
  const directory = join(homeDirectory, 'notices-waiting')
  return openWaitingFile({ directory, clock, log, processId: process.pid, isAlive: isProcessAlive })
}

/** What others left is looked for at the start, and again while this one goes on: the other may end meanwhile. */
async function keepTakingOver(
  file: WaitingFile,
  take: NoticeSender['takeOver'],
  { clock, log }: EngineOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await file.takeOver(take).catch((error: unknown) => {
      log('warn', 'what waited to be told was not looked for', { error: toErrorData(error).message })
    })
    await clock.sleep(renewEveryMs, signal).catch(() => undefined)
    await file.renew()
  }
}

/** What waits to be sent is waited for so long when the engine closes; the rest is left to the next start. */
const closeLimitMs = 1_500

/** Follows what the engine tells. One command tells only what it does itself. */
export function noticesPart(
  { clock, isOneCommand }: EngineOptions,
  parts: Pick<Parts, 'settings' | 'keeper' | 'ledger' | 'deployments'> & { readonly word: OwnWord },
  hub: EventHub,
): Notices {
  const { sender, own, onDone } = parts.word
  const followed = createFollowedNotices({
    settings: () => parts.settings.state().settings,
    board: parts.keeper.board,
    ledger: parts.ledger,
    isOwn: own.isOwn,
    deployments: parts.deployments,
    clock,
    tell: (notice, isOwn) => hub.tell({ event: 'noticed', payload: { notice, isOwn } }),
  })
  if (!isOneCommand) onDone(followed.ownDone)
  hub.subscribe(({ event, payload }) => {
    if (event === 'deployment-changed') own.deploymentChanged(payload.deployment)
    if (event === 'board-changed' && !isOneCommand) followed.boardChanged()
    if (event === 'ledger-changed' && !isOneCommand) followed.ledgerChanged(payload.hostId)
  }, [])
  return {
    sender,
    close: async () => {
      await followed.close()
      await parts.word.endTakingOver()
      const over = new AbortController()
      await Promise.race([
        sender.idle(),
        sleep(closeLimitMs, undefined, { signal: over.signal }).catch(() => undefined),
      ])
      over.abort()
      await sender.close()
    },
  }
}
