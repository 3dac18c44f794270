import type { TFunction } from 'i18next'
import type { ReactElement, ReactNode } from 'react'
import type { Language } from '../../../src/domain/berth-error'
import { parseImageReference } from '../../../src/domain/image-reference'
import type { Plan, PlanWarning } from '../../../src/domain/plan'
import { type ShapeName, StateShape, type Tone } from '../../components/state-shape'
import { formatList } from '../../format/list'
import { formatDuration } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { versionText } from '../board/service-look'
import { HeldWarning } from './held-warning'
import { ReservedWarning } from './reserved-warning'
import type { PlanRun } from './use-run-plan'

type Note = { readonly tone: Tone; readonly shape: ShapeName; readonly title: string; readonly text: string }

type PlanWarningsProps = {
  readonly plan: Plan
  readonly run: PlanRun
  /** What can be done where there is nothing to do. */
  readonly nothingAction?: ReactNode
}

/** What to know before confirming a plan. */
export function PlanWarnings({ plan, run, nothingAction }: PlanWarningsProps): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const replaces = plan.services.some(({ change }) => change.kind === 'replace')
  return (
    <ul className="notes">
      {plan.warnings.map((warning, index) => {
        if (warning.kind === 'reserved') return <ReservedWarning key={index} warning={warning} run={run} />
        if (warning.kind === 'held') return <HeldWarning key={index} warning={warning} run={run} />
        return (
          <NoteLine key={index} note={noteOf(warning, plan.slot, t, language)}>
            {warning.kind === 'nothing-to-do' && nothingAction}
          </NoteLine>
        )
      })}
      <WillBeHeld plan={plan} />
      {replaces && plan.operation.kind === 'rollback' && !plan.steps.some(({ kind }) => kind === 'pull') && (
        <NoteLine note={{ tone: 'ok', shape: 'ok', title: t('nothingToPull'), text: t('nothingToPullText') }} />
      )}
      {replaces && <NoteLine note={{ tone: 'ok', shape: 'ok', title: t('putBackNote'), text: t('putBackNoteText') }} />}
    </ul>
  )
}

/** What a rollback leaves: said before it is confirmed. */
function WillBeHeld({ plan: { slot, holds = [] } }: { readonly plan: Plan }): ReactElement | null {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  if (holds.length === 0) return null
  const text = t('willBeHeldText', { tags: formatList(holds, language) })
  return <NoteLine note={{ tone: 'idle', shape: 'run', title: t('willBeHeld', { slot }), text }} />
}

function NoteLine({ note, children }: { readonly note: Note; readonly children?: ReactNode }): ReactElement {
  return (
    <li>
      <span className={`st st-${note.tone}`}>
        <StateShape name={note.shape} />
      </span>
      <b className="wrap">{note.title}</b>
      <span />
      <p>{note.text}</p>
      {children !== undefined && children !== false && <span className="note-act">{children}</span>}
    </li>
  )
}

function noteOf(
  warning: Exclude<PlanWarning, { kind: 'reserved' | 'held' }>,
  slot: string,
  t: TFunction<'deploy'>,
  language: Language,
): Note {
  const warn = { tone: 'warn', shape: 'warn' } as const
  const idle = { tone: 'idle', shape: 'run' } as const
  switch (warning.kind) {
    case 'no-image': {
      const tag = parseImageReference(warning.wanted)?.tag ?? warning.wanted
      const { service } = warning
      return { ...warn, title: t('warnNoImage', { service, tag }), text: t('warnNoImageText', { service }) }
    }
    case 'not-created': {
      const tag = parseImageReference(warning.wanted)?.tag ?? warning.wanted
      const { service } = warning
      return { ...warn, title: t('warnNoImage', { service, tag }), text: t('warnNotCreatedText', { service }) }
    }
    case 'no-health-check': {
      const time = formatDuration(warning.forMs, language)
      return { ...idle, title: t('warnNoCheck', warning), text: t('warnNoCheckText', { time }) }
    }
    case 'mixed-branches': {
      const tags = formatList(warning.tags, language)
      return { tone: 'warn', shape: 'mixed', title: t('warnMixed'), text: t('warnMixedText', { slot, tags }) }
    }
    case 'image-only-on-host':
      return { ...warn, title: t('warnOnHost', warning), text: t('warnOnHostText', warning) }
    case 'older-version': {
      const versions = { from: versionText(warning.from), to: versionText(warning.to) }
      return { ...warn, title: t('warnOlder'), text: t('warnOlderText', versions) }
    }
    case 'anonymous-volumes':
      return { ...idle, title: t('warnVolumes', warning), text: t('warnVolumesText', warning) }
    case 'port-taken':
      return { ...warn, title: t('warnPort', warning), text: t('warnPortText', warning) }
    case 'not-in-source': {
      const text = warning.source === 'file' ? 'warnNotInFileText' : 'warnNotInReleaseText'
      return { ...idle, title: t('warnNotInSource', warning), text: t(text) }
    }
    case 'settings-lost':
      return { ...warn, title: t('warnSettingsLost', warning), text: t('warnSettingsLostText', warning) }
    case 'strategy-instead':
      return { ...warn, title: t('warnInstead', warning), text: t(`instead_${warning.reason}`) }
    case 'bind-path-missing':
      return { ...idle, title: t('warnPath', warning), text: t('warnPathText', warning) }
    case 'network-differs':
      return { ...warn, title: t('warnNetwork', warning), text: t('warnDiffersText') }
    case 'volume-differs':
      return { ...warn, title: t('warnVolume', warning), text: t('warnDiffersText') }
    case 'data-stays':
      return { ...warn, title: t('warnData'), text: t('warnDataText') }
    case 'nothing-to-do':
      return { tone: 'idle', shape: 'same', title: t('warnNothing'), text: t('warnNothingText', { slot }) }
  }
}
