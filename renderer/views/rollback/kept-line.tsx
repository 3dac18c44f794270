import type { ReactElement } from 'react'
import type { KeptRelease } from '../../../src/contract/kept-release'
import type { SlotView } from '../../../src/domain/board'
import { Icon } from '../../components/icon'
import { StateWord } from '../../components/state-shape'
import { TimeText } from '../../components/time-text'
import { formatBytes } from '../../format/size'
import { formatMomentInFull, formatUptime } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { versionText } from '../board/service-look'
import { slotLook } from '../board/slot-look'
import { canRollBackTo } from './kept-filter'

type KeptLineProps = {
  readonly id: string
  readonly release: KeptRelease
  readonly slot: SlotView | undefined
  /** Names of settings that are others now; empty: none are, or nobody knows. */
  readonly changedSettings: readonly string[]
  readonly isChosen: boolean
  readonly place: { readonly index: number; readonly count: number }
  readonly onChoose: () => void
}

/** One kept release: which, since when, by whom, and how fast it would be back. */
export function KeptLine({
  id,
  release,
  slot,
  changedSettings,
  isChosen,
  place,
  onChoose,
}: KeptLineProps): ReactElement {
  const { t } = useTranslation('rollback')
  const can = canRollBackTo(release)
  const { name, by, deployedAtMs } = release
  return (
    // The field has the focus and handles the keys; a click is the pointer's way to the same.
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-disabled={!can}
      tabIndex={-1}
      aria-posinset={place.index + 1}
      aria-setsize={place.count}
      className={can ? 'bline kept' : 'bline kept off'}
      onMouseDown={(event) => {
        event.preventDefault()
        if (can) onChoose()
      }}
    >
      {can ? <span className="radio" /> : <span />}
      <div className="flex r1">
        {release.number === null ? <b title={t('foundHint')}>{t('found')}</b> : <b>#{release.number}</b>}
        {name.revision !== null && <code className="sha">{name.revision.slice(0, 7)}</code>}
        <span className="sum ell">{name.kickoff?.summary ?? name.tag}</span>
        {name.version !== null && <span className="ver">{versionText(name.version)}</span>}
      </div>
      <span className="av">{release.standing === 'kept' && <Availability release={release} />}</span>
      <div className="l2">
        <code className="ell">{name.tag}</code>
        <span className="sp nw">
          <TimeText atMs={deployedAtMs} format={formatMomentInFull} />
          {by !== '' && ` · ${by}`}
        </span>
      </div>
      <div className="l3">
        <Standing release={release} slot={slot} />
        <SettingsMark names={changedSettings} />
        {release.standing === 'kept' && (release.diskBytes ?? 0) > 0 && (
          <span className={changedSettings.length > 0 ? 'nw' : 'sp nw'}>
            {t('size', { size: formatBytes(release.diskBytes ?? 0) })}
          </span>
        )}
      </div>
    </div>
  )
}

/** Other settings than now: the first by name, all of them where one looks closer. */
function SettingsMark({ names }: { readonly names: readonly string[] }): ReactElement | null {
  const { t } = useTranslation('rollback')
  const [first] = names
  if (first === undefined) return null
  return (
    <span className="sp since" title={names.join(', ')}>
      {t('settingsSince')} <code className="ell">{first}</code>
      {names.length > 1 && ` +${names.length - 1}`}
    </span>
  )
}

function Availability({ release }: { readonly release: KeptRelease }): ReactElement {
  const { t } = useTranslation('rollback')
  switch (release.availability) {
    case 'instant':
      return (
        <span className="chip">
          <Icon name="check" />
          {t('instant')}
        </span>
      )
    case 'needs-pull':
      return (
        <span className="chip">
          <Icon name="dl" />
          {t('needsPull')}
        </span>
      )
    case 'gone':
      return <span className="chip">{t('gone')}</span>
  }
}

type StandingProps = { readonly release: KeptRelease; readonly slot: SlotView | undefined }

function Standing({ release, slot }: StandingProps): ReactElement {
  const { t } = useTranslation(['rollback', 'states'])
  const language = useLanguage()
  switch (release.standing) {
    case 'current': {
      const look = slot === undefined ? null : slotLook(slot)
      if (slot === undefined || look === null) return <></>
      const state = t(`states:${look.word}`)
      return (
        <StateWord tone={look.tone} shape={look.shape} quiet={look.tone === 'ok'}>
          {t('here', { slot: slot.name, state })}
        </StateWord>
      )
    }
    case 'never-served':
      return (
        <StateWord tone="bad" shape="fail">
          {t('neverServed')}
        </StateWord>
      )
    case 'kept':
      if (release.availability === 'gone') {
        return (
          <StateWord tone="idle" shape="empty">
            {t('imagesGone')}
          </StateWord>
        )
      }
      return (
        <StateWord tone="ok" shape="ok" quiet>
          {release.ranMs === null ? t('served') : t('ran', { time: formatUptime(release.ranMs, language) })}
        </StateWord>
      )
  }
}
