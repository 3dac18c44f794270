import { BerthError } from '../../domain/berth-error'
import { type DeployableService, readDependencies } from '../../domain/deployable-slot'
import { berthLabels, composeLabels } from '../../domain/label-names'
import type { Release, ReleaseService } from '../../domain/ledger/release'
import type { PlannedStrategy } from '../../domain/plan'
import type { WantedService } from '../../domain/plan-input'
import type { LedgerAccess } from '../ledger-access'
import { type KeptSettings, type KeptSettingsOfServices, readSettings } from './kept-settings'
import { readRawContainer } from './raw-container'
import { recreateBody } from './recreate-body'
import type { ContainerRecipe, SlotSettings } from './slot-settings'
import { wantedPorts } from './wanted-ports'

/** What the published slots file says of how the slot's services change hands today. */
export type SwitchOvers = SlotSettings['switchOvers']

/** A kept release with the settings of its services, as far as they are still on the host. */
export type KeptRelease = { readonly release: Release; readonly settings: KeptSettingsOfServices }

/** Reads what a release kept. */
export async function readRelease(
  ledger: Pick<LedgerAccess, 'readPrivate'>,
  hostId: string,
  release: Release,
  signal: AbortSignal,
): Promise<KeptRelease> {
  return { release, settings: await readSettings(ledger, hostId, release.releaseId, signal) }
}

/** A kept release as what a slot is to be. A service that is gone from the slot, settings and all, can't be brought back: `release-incomplete`. */
export function releaseSettings(
  { release, settings }: KeptRelease,
  slot: string,
  present: readonly DeployableService[],
  switchOvers: SwitchOvers,
): SlotSettings {
  const entries = release.services.map((entry) => {
    const kept = settings.get(entry.service) ?? null
    const service = present.find(({ name }) => name === entry.service)
    if (kept === null && service === undefined) {
      throw new BerthError('release-incomplete', { slot, service: entry.service })
    }
    return { entry, kept, service }
  })
  const wanted = entries.map(
    ({ entry, kept, service }) => [entry.service, wantedService(entry, kept, service, switchOvers)] as const,
  )
  const recipes = entries.flatMap(({ entry, kept }) =>
    kept === null ? [] : [[entry.service, recipeOf(kept)] as const],
  )
  return {
    wanted: { source: 'release', services: new Map(wanted), prepare: [], warnings: [] },
    version: null,
    references: new Map(release.services.map(({ service, reference }) => [service, reference])),
    recipes: new Map(recipes),
    switchOvers,
    // What an older release answers to is not for the present file to say.
    probes: new Map(),
    prepare: async () => undefined,
  }
}

function wantedService(
  entry: ReleaseService,
  kept: KeptSettings | null,
  present: DeployableService | undefined,
  switchOvers: SwitchOvers,
): WantedService {
  const raw = kept === null ? null : readRawContainer(kept.inspect)
  const labels = raw === null ? null : raw.Config.Labels
  const dependencies = labels === null ? present?.dependencies : readDependencies(labels[composeLabels.dependsOn] ?? '')
  return {
    label: labels?.[composeLabels.service] ?? present?.label ?? entry.service,
    containerName: present?.containerName ?? entry.containerName,
    dependencies: dependencies ?? [],
    healthCheck: present?.container.healthCheck ?? null,
    ports: raw === null ? [] : wantedPorts(raw),
    settingsHash: `release ${entry.containerId}`,
    hasSwitchOver: switchOvers.has(entry.service),
    strategy: strategyOf(labels?.[berthLabels.color], present, switchOvers.has(entry.service)),
    settingsAreKnown: kept !== null,
    containerId: entry.containerId,
  }
}

/**
 * A release has the ports of its color. Where the present container has those of the other one, both can serve side by
 * side; the same ports can only change hands one after the other.
 */
function strategyOf(
  colorThen: string | undefined,
  present: DeployableService | undefined,
  hasSwitchOver: boolean,
): PlannedStrategy {
  const color = colorThen === 'blue' || colorThen === 'green' ? colorThen : null
  if (!hasSwitchOver) return { kind: 'recreate', color, instead: null }
  const colorNow = present?.container.labels[berthLabels.color]
  const isOther = color !== null && (colorNow === 'blue' || colorNow === 'green') && colorNow !== color
  return isOther ? { kind: 'blue-green', color, instead: null } : { kind: 'recreate', color, instead: 'rolled-back' }
}

function recipeOf({ inspect, imageInspect }: KeptSettings): ContainerRecipe {
  return (wanted) => recreateBody(inspect, imageInspect, wanted)
}
