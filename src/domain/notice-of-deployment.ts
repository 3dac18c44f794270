import type { Deployment, DeploymentResult } from './deployment'
import { displayText } from './display-text'
import type { HistoryEntry } from './ledger/ledger-state'
import { type Notice, type NoticeKind, type NoticePlace, plainNotice } from './notice'
import type { Operation } from './operation'
import type { Plan, PlannedImage, PlannedService } from './plan'

/** What is to be told of an own deployment at its beginning, or once it has ended. */
export function deploymentNotice(deployment: Deployment, host: string): Notice {
  const { id, by, plan, startedAtMs, endedAtMs, result } = deployment
  const place = { hostId: plan.hostId, host, slot: displayText(plan.slot) }
  return told({ id, by, plan, operation: plan.operation, result }, place, endedAtMs ?? startedAtMs)
}

/** The same of somebody's deployment, as the ledger tells it. */
export function ledgerDeploymentNotice(entry: HistoryEntry, { hostId, host }: Omit<NoticePlace, 'slot'>): Notice {
  const { deploymentId: id, by, begun, ended, atMs } = entry
  const place = { hostId, host, slot: displayText(entry.slot ?? '') }
  const facts = {
    id,
    by,
    plan: begun?.plan ?? null,
    operation: begun?.operation ?? null,
    result: ended?.result ?? null,
  }
  if (ended === null) return told(facts, place, atMs)
  // An end that only a newer version has words for is an end all the same.
  return told({ ...facts, result: ended.result ?? { kind: 'cancelled' } }, place, ended.atMs)
}

type Facts = {
  readonly id: string
  readonly by: string
  readonly plan: Plan | null
  readonly operation: Operation | null
  readonly result: DeploymentResult | null
}

function told({ id, by, plan, operation, result }: Facts, place: NoticePlace, atMs: number): Notice {
  const kind = kindOf(result, operation)
  const images = (plan?.services ?? []).flatMap(imageOf)
  const tag = operation?.kind === 'deploy' ? operation.tag : mostCommon(images.map((image) => image.tag ?? ''))
  const built = images.find((image) => image.tag === tag && image.version !== null)
  return plainNotice(place, {
    id: `${id}-${result === null ? 'started' : 'ended'}`,
    kind,
    atMs,
    who: displayText(by, 64),
    operation: operation?.kind ?? null,
    deploymentId: id,
    branch: displayText(tag, 128),
    version: displayText(built?.version ?? '', 64),
    services: (plan?.services ?? []).filter(isChanged).map(({ name }) => displayText(name, 64)),
    error: result !== null && 'error' in result ? result.error : null,
  })
}

function kindOf(result: DeploymentResult | null, operation: Operation | null): NoticeKind {
  switch (result?.kind) {
    case undefined:
      return 'started'
    case 'succeeded':
      return operation?.kind === 'rollback' ? 'rolled-back' : 'succeeded'
    case 'put-back':
    case 'cancelled':
      return result.kind
    case 'refused':
    case 'down':
      return 'failed'
  }
}

/** The image a service has afterwards, where the operation is about it. */
function imageOf(service: PlannedService): readonly PlannedImage[] {
  if (!isChanged(service)) return []
  return ['to' in service.change ? service.change.to : service.change.image]
}

function isChanged({ change }: PlannedService): boolean {
  return !['unchanged', 'no-image', 'not-selected', 'not-in-source'].includes(change.kind)
}

/** The first of those that are there most often; empty where there is none. */
function mostCommon(texts: readonly string[]): string {
  const named = texts.filter((text) => text !== '')
  const count = (text: string): number => named.filter((other) => other === text).length
  return named.reduce((best, text) => (best === '' || count(text) > count(best) ? text : best), '')
}
