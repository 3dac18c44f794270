import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineOptions } from '../engine-options'
import type { EventHub } from '../event-hub'
import type { LedgerAccess } from '../ledger-access'
import { createFollowedNotices, type FollowedNotices } from '../notify/followed-notices'
import { createNoticeSender, type NoticeSender } from '../notify/notice-sender'
import type { Notices } from '../notify/notices'
import { createOwnNotices, type OwnNotices, tellingAppends } from '../notify/own-notices'
import type { Parts } from './engine-parts'

/** Who is told of what is done from here. `ledger`: through it what is written is told. */
export type OwnWord = {
  readonly sender: NoticeSender
  readonly own: OwnNotices
  readonly onDone: (listener: FollowedNotices['ownDone']) => void
  readonly ledger: (ledger: LedgerAccess) => LedgerAccess
}

/** See `OwnWord`. Made before the ledgers are. */
export function ownWordPart(
  { clock, log, noticeTargets }: EngineOptions,
  { settings, keeper }: Pick<Parts, 'settings' | 'keeper'>,
  hub: EventHub,
): OwnWord {
  const sender = createNoticeSender({
    source: noticeTargets ?? { kind: 'given', targets: [] },
    targets: () => settings.state().settings.noticeTargets,
    clock,
    log,
    random: Math.random,
    onDelivery: () => hub.tell({ event: 'notices-delivered', payload: { deliveries: [...sender.deliveries()] } }),
  })
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
    own,
    onDone: (listener) => (onDone = listener),
    ledger: (ledger) => {
      ledgers = ledger
      return tellingAppends(ledger, own.appended)
    },
  }
}

/** What waits to be sent is waited for so long when the engine closes. */
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
      const over = new AbortController()
      await Promise.race([
        sender.idle(),
        sleep(closeLimitMs, undefined, { signal: over.signal }).catch(() => undefined),
      ])
      over.abort()
      sender.close()
    },
  }
}
