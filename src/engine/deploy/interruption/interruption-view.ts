import type { InterruptionView } from '../../../contract/interruption-view'
import { displayText } from '../../../domain/display-text'
import type { InterruptedService } from '../../../domain/interrupted-service'
import { type Interruption, type InterruptionChoice, interruptionChoices } from '../../../domain/interruption'
import type { KickoffReader } from '../../../domain/kickoff'
import { berthLabels } from '../../../domain/label-names'
import { type NamedImage, releaseNameOf } from '../../history/release-name'
import type { SeenInterruption } from './observe-interruption'

/** How a lock's heart was seen by this engine. */
export type SeenHeart = { readonly ageMs: number; readonly isDead: boolean }

/** An interruption as people see it. All texts in it are harmless for display. */
export function interruptionView(
  slot: string,
  { interruption, lock }: SeenInterruption,
  heart: SeenHeart,
  readKickoff: KickoffReader,
): InterruptionView {
  const { intent, services, refusals, safest } = interruption
  const changes = (intent?.plan?.services ?? []).map(({ change }) => change)
  const from = changes.flatMap((change): NamedImage[] => ('from' in change ? [change.from] : []))
  const to = changes.flatMap((change): NamedImage[] => ('to' in change ? [change.to] : []))
  const label = (name: string): string => lock?.labels[name] ?? ''
  return {
    slot,
    lockDeploymentId: displayText(label(berthLabels.lockDeployment), 64),
    owner: displayText(label(berthLabels.lockOwner) || (intent?.by ?? ''), 64),
    reason: displayText(label(berthLabels.lockReason)),
    startedAtMs: intent?.atMs ?? lock?.createdAtMs ?? null,
    heartbeatAgeMs: heart.ageMs,
    ownerDead: heart.isDead,
    from: releaseNameOf(from, readKickoff),
    to: releaseNameOf(to, readKickoff),
    services: services.map(serviceView),
    choices: interruptionChoices.map((choice) => ({
      choice,
      refusal: refusals[choice],
      endsOn: Object.fromEntries(services.map((service) => [service.service, endOf(choice, service, interruption)])),
    })),
    safest,
  }
}

function serviceView({
  service,
  stage,
  serving,
  old,
  fresh,
}: InterruptedService): InterruptionView['services'][number] {
  return { service, stage, serving, oldContainer: old?.name ?? null, newContainer: fresh?.name ?? null }
}

/** What a service runs in the end. A stop, start or restart has no new container to end on. */
function endOf(
  choice: InterruptionChoice,
  { service, stage }: InterruptedService,
  { intent }: Interruption,
): 'old' | 'new' | 'as-is' {
  const kind = intent?.plan?.services.find(({ name }) => name === service)?.change.kind
  if (choice === 'unlock' || stage === 'untouched') return 'as-is'
  if (choice === 'put-back') return 'old'
  return kind === 'replace' || kind === 'create' ? 'new' : 'old'
}
