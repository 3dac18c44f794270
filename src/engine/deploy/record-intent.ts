import { toErrorData } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { foundRelease } from '../../domain/found-release'
import type { LedgerDraft } from '../../domain/ledger/ledger-record'
import type { Release } from '../../domain/ledger/release'
import { isUp } from '../../domain/deployable-slot'
import type { RawInspect } from '../ports'
import { type Execution, NotRecorded } from './execution'
import { keepImages } from './kept-images'
import { readRawContainer } from './raw-container'
import type { Lifting } from './refuse-held'
import { type KeptSettings, type KeptSettingsOfServices, packSettings, readSettings } from './kept-settings'

/** A reservation that is gone over knowingly. */
export type Overruling = { readonly reservationId: string; readonly reservedBy: string; readonly reason: string }

/**
 * Begins to keep what is about to go (settings in the private store, images by tags) and to write into the ledger what is
 * about to be done, so that whoever looks next knows it.
 */
export async function recordIntent(
  run: Execution,
  { over, lift }: { readonly over: Overruling | null; readonly lift: Lifting | null },
): Promise<Pick<Execution, 'before' | 'recorded'>> {
  const { ledger, hostId, plan, signal, deploymentId } = run
  const known = ledger.state(hostId)?.current.get(plan.slot) ?? null
  const from = foundRelease(run.services, known, deploymentId, { ...run, slot: plan.slot })
  const inspects = await inspectAll(run)
  const replaces = plan.services.some(({ change }) => change.kind === 'replace')
  const { by } = run.record.current()
  const slot = plan.slot
  const settings = from !== null && replaces ? await settingsNow(run, inspects) : new Map<string, KeptSettings>()
  const writing = run.record.step('record', null, () =>
    allOf([
      ...(from === null || !replaces ? [] : [keepSettings(run, from, settings), keepImages(run, from)]),
      ledger.append(
        hostId,
        [intentOf(run, from, inspects, lift?.reason ?? ''), ...(over === null ? [] : [overruled()])],
        signal,
      ),
    ]),
  )
  const recorded = writing.catch((error: unknown) => {
    throw new NotRecorded(toErrorData(error))
  })
  // Who waits for it is told; nobody may wait for it yet.
  recorded.catch(() => undefined)
  return { before: { release: from, settings }, recorded }

  function overruled(): LedgerDraft {
    const { reservationId, reservedBy, reason } = over ?? { reservationId: '', reservedBy: '', reason: '' }
    return { kind: 'overruled', by, slot, reservationId, reservedBy, reason, deploymentId }
  }
}

type Inspects = ReadonlyMap<string, RawInspect>

async function inspectAll({ client, host, services }: Execution): Promise<Inspects> {
  const entries = services.map(
    async ({ name, container }) =>
      [name, await host.read((signal) => client.inspectContainer(container.id, signal))] as const,
  )
  return new Map(await Promise.all(entries))
}

/** Side by side; over when all of it is over, and failed as the first of it failed. */
async function allOf(work: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(work)
  await Promise.all(work)
}

async function settingsNow(run: Execution, inspects: Inspects): Promise<KeptSettingsOfServices> {
  const entries = run.services.map(async ({ name, container }) => {
    const imageInspect = await run.host
      .read((signal) => run.client.inspectImage(container.imageId, signal))
      .catch(() => null)
    const inspect = inspects.get(name)
    // Without its image nobody can tell a container's settings from the image's: there is nothing to keep.
    if (inspect === undefined || imageInspect === null) return []
    return [[name, { inspect, imageInspect }] as const]
  })
  return new Map((await Promise.all(entries)).flat())
}

async function keepSettings(run: Execution, { releaseId }: Release, settings: KeptSettingsOfServices): Promise<void> {
  if (settings.size > 0) await run.ledger.writePrivate(run.hostId, [packSettings(releaseId, settings)], run.signal)
}

/**
 * Writes the settings again that are not on the host any more: whoever took the lock away may have taken the private store
 * with it, and what is to be put back may have to be made again. Of no harm to anybody: what is written is what was.
 */
export async function keepAgain({ ledger, hostId, before, signal, log }: Execution): Promise<void> {
  const { release, settings } = before
  if (release === null || settings.size === 0) return
  try {
    const there = await readSettings(ledger, hostId, release.releaseId, signal)
    if (there.size === 0) await ledger.writePrivate(hostId, [packSettings(release.releaseId, settings)], signal)
  } catch (error) {
    log('warn', 'settings not kept again', { release: release.releaseId, error: String(error) })
  }
}

function intentOf(run: Execution, from: Release | null, inspects: Inspects, reason: string): LedgerDraft {
  const { plan, record, deploymentId, imageIds, settings, services } = run
  return {
    kind: 'deployment-begun',
    by: record.current().by,
    slot: plan.slot,
    deploymentId,
    operation: plan.operation,
    reason: displayText(reason),
    plan,
    settingsVersion: settings?.version ?? null,
    from,
    images: Object.fromEntries(imageIds),
    restartPolicies: Object.fromEntries(
      [...inspects].map(([name, inspect]) => [name, readRawContainer(inspect).HostConfig.RestartPolicy]),
    ),
    wasRunning: Object.fromEntries(services.map(({ name, container }) => [name, isUp(container)])),
  }
}
