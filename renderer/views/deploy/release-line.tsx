import type { ReactElement } from 'react'
import type { ReleaseOption } from '../../../src/contract/release-option'
import { StateShape, StateWord } from '../../components/state-shape'
import { TimeText } from '../../components/time-text'
import { formatBytes } from '../../format/size'
import { formatKickoffDate, formatMoment, formatMomentInFull } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'
import type { SlotAddress } from '../../stores/navigation-store'
import { slotLook } from '../board/slot-look'
import type { ReleaseChoice } from './release-filter'

type ReleaseLineProps = {
  readonly id: string
  readonly choice: ReleaseChoice
  readonly isChosen: boolean
  /** The slot that is deployed to. */
  readonly here: SlotAddress
  readonly place: { readonly index: number; readonly count: number }
  readonly onChoose: () => void
}

/** One release of the list, or the tag as typed. */
export function ReleaseLine({ id, choice, isChosen, here, place, onChoose }: ReleaseLineProps): ReactElement {
  return (
    // The field has the focus and handles the keys; a click is the pointer's way to the same.
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      tabIndex={-1}
      aria-posinset={place.index + 1}
      aria-setsize={place.count}
      className="bline"
      onMouseDown={(event) => {
        event.preventDefault()
        onChoose()
      }}
    >
      <span className="radio" />
      {choice.kind === 'typed' ? <TypedTag tag={choice.tag} /> : <FoundRelease release={choice.release} here={here} />}
    </div>
  )
}

function TypedTag({ tag }: { readonly tag: string }): ReactElement {
  const { t } = useTranslation('deploy')
  return (
    <>
      <span className="sum ell">{t('useTag', { tag })}</span>
      <span />
      <div className="l2">{t('useTagHint')}</div>
    </>
  )
}

function FoundRelease({
  release,
  here,
}: {
  readonly release: ReleaseOption
  readonly here: SlotAddress
}): ReactElement {
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const { kickoff, missing, otherPlatform } = release
  return (
    <>
      <span className="sum ell">{kickoff?.summary ?? release.tag}</span>
      <span className="meta tx2 nw">
        {typeof kickoff?.date === 'string' ? formatKickoffDate(kickoff.date, language) : ''}
      </span>
      <div className="l2">
        <code className="ell">{release.tag}</code>
        {release.otherTags.length > 0 && (
          <span className="nw" title={release.otherTags.join('\n')}>
            {t('moreTags', { count: release.otherTags.length })}
          </span>
        )}
        {release.keptAtMs !== null && (
          <TimeText
            atMs={release.keptAtMs}
            format={(atMs, nowMs, lang) => t('asOf', { when: formatMoment(atMs, nowMs, lang) })}
          />
        )}
        {release.builtAtMs !== null && (
          <span className="sp">
            <TimeText
              atMs={release.builtAtMs}
              format={(atMs, nowMs, lang) => t('built', { when: formatMomentInFull(atMs, nowMs, lang) })}
            />
          </span>
        )}
      </div>
      <div className="l3">
        {release.revision !== null && <code>{release.revision.slice(0, 7)}</code>}
        <span className="ell">{release.services.join(', ')}</span>
        {missing.length > 0 && <Warning words={t('missing', { services: missing.join(', ') })} />}
        {otherPlatform.length > 0 && <Warning words={t('otherPlatform', { services: otherPlatform.join(', ') })} />}
        {release.runsOn.length > 0 ? <RunsOn runsOn={release.runsOn} here={here} /> : <NotRunning release={release} />}
      </div>
    </>
  )
}

function Warning({ words }: { readonly words: string }): ReactElement {
  return (
    <span className="st st-warn ell">
      <StateShape name="warn" />
      <span className="ell">{words}</span>
    </span>
  )
}

/** What is worth knowing of a build that runs nowhere: how it went here before, else what it costs to bring it. */
function NotRunning({ release }: { readonly release: ReleaseOption }): ReactElement | null {
  const { t } = useTranslation('deploy')
  const { ranHere, pullBytes } = release
  if (ranHere !== null)
    return (
      <span className="sp">
        <TimeText
          atMs={ranHere.atMs}
          format={(atMs, nowMs, lang) => t(`ran_${ranHere.outcome}`, { when: formatMomentInFull(atMs, nowMs, lang) })}
        />
      </span>
    )
  if (pullBytes === null) return null
  return <span className="sp">{pullBytes === 0 ? t('noPull') : t('pullSize', { size: formatBytes(pullBytes) })}</span>
}

function RunsOn({
  runsOn,
  here,
}: {
  readonly runsOn: ReleaseOption['runsOn']
  readonly here: SlotAddress
}): ReactElement | null {
  const { t } = useTranslation('deploy')
  const { t: word } = useTranslation('states')
  const board = useBoardStore((state) => state.board)
  const isOwn = (one: SlotAddress): boolean => one.hostId === here.hostId && one.slot === here.slot
  const first = runsOn.find(isOwn) ?? runsOn[0]
  const isHere = first !== undefined && isOwn(first)
  const entry = board.hosts.find(({ host }) => host.id === first?.hostId)
  const slot = entry?.slots.find(({ name }) => name === first?.slot)
  if (first === undefined || entry === undefined || slot === undefined) return null
  const look = slotLook(slot)
  const state = word(look.word)
  const place = `${entry.host.name} ${slot.name}`
  const count = runsOn.length - 1
  const words = (): string => {
    if (first.isOlder) return isHere ? t('olderHere') : t('olderOn', { place })
    if (isHere) return t('runsHere')
    if (count > 0) return t('runsOnMore', { place, count })
    return look.tone === 'ok' ? t('runsOnWell', { place }) : t('runsOn', { state, place })
  }
  return (
    <span className="sp">
      <span className="runs-on">
        <StateWord tone={look.tone} shape={look.shape} />
        {words()}
      </span>
    </span>
  )
}
