import type { ReactElement } from 'react'
import type { HostView, SlotView } from '../../../src/domain/board'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { KickoffDate } from '../../components/kickoff-date'
import { Menu, MenuItem } from '../../components/menu'
import { StateShape } from '../../components/state-shape'
import { TimeText } from '../../components/time-text'
import { useClock } from '../../format/clock'
import { formatAgo, formatDuration, formatMomentInFull } from '../../format/time'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { openDialog } from '../../stores/navigation-store'
import { FollowButton } from '../board/follow-button'
import { NewBuildChip } from '../board/new-build-chip'
import { OpenButton } from '../board/open-button'
import { versionText } from '../board/service-look'
import { deployToSlot, isReadOnly, openLogs, rollBackSlot } from '../board/slot-actions'
import { isOld, lastSeenLook, slotLook } from '../board/slot-look'
import { isUp, slotBlock } from './slot-block'

type SlotHeaderProps = { readonly host: HostView; readonly slot: SlotView }

/** The head of the slot page: state, what runs, and what can be done. */
export function SlotHeader({ host, slot }: SlotHeaderProps): ReactElement {
  const old = isOld(host.connection)
  const look = old ? lastSeenLook(slot) : slotLook(slot)
  return (
    <div className={`slothead st-${look.tone}`}>
      <StateShape name={look.shape} />
      <div className="slot-facts">
        <div className="flex">
          <h1 className="ell">
            {host.name} / {slot.name}
          </h1>
          <b className="nw slot-word">
            <StateFor slot={slot} old={old} />
          </b>
        </div>
        <WhatRuns slot={slot} />
        {old && <OldNote host={host} />}
      </div>
      <span className="grow" />
      <SlotButtons host={host} slot={slot} />
    </div>
  )
}

function StateFor({ slot, old }: { readonly slot: SlotView; readonly old: boolean }): ReactElement {
  const { t } = useTranslation('slot')
  const { t: word } = useTranslation('states')
  const language = useLanguage()
  const state = word(slotLook(slot).word)
  const { sinceMs } = slot
  const text = useClock((nowMs) => {
    if (old) return word('was', { state })
    if (sinceMs === null || slot.state === 'empty') return state
    return t('forDuration', { state, time: formatDuration(nowMs - sinceMs, language) })
  })
  return <>{text}</>
}

function WhatRuns({ slot }: { readonly slot: SlotView }): ReactElement {
  const { t } = useTranslation('slot')
  const { kickoff, tag, revision, version, platform, mixed, deployedBy, deployedAtMs } = slot
  return (
    <div className="flex meta tx2 slot-line">
      <b className="slot-sum ell">{kickoff?.summary ?? tag}</b>
      <KickoffDate kickoff={kickoff} />
      {kickoff !== null && <code className="ell">{tag}</code>}
      {revision !== null && <code>{revision.slice(0, 7)}</code>}
      {version !== null && (
        <span className="ver" title={platform ?? undefined}>
          {versionText(version)}
        </span>
      )}
      {mixed && (
        <span className="chip warn">
          <StateShape name="mixed" />
          {t('mixed')}
        </span>
      )}
      <NewBuildChip slot={slot} />
      {deployedBy !== null && <span className="ell">· {deployedBy}</span>}
      {deployedAtMs !== null && <TimeText atMs={deployedAtMs} format={formatAgo} />}
    </div>
  )
}

function OldNote({ host }: { readonly host: HostView }): ReactElement | null {
  const { t } = useTranslation('slot')
  const language = useLanguage()
  const { connection } = host
  const seenAtMs = connection.kind === 'connected' ? null : connection.lastSeenAtMs
  const when = useClock((nowMs) => (seenAtMs === null ? '' : formatMomentInFull(seenAtMs, nowMs, language)))
  return when === '' ? null : <p className="meta tx2">{t('oldData', { when })}</p>
}

function SlotButtons({ host, slot }: SlotHeaderProps): ReactElement {
  const { t } = useTranslation('slot')
  const address = { hostId: slot.hostId, slot: slot.name }
  const block = slotBlock(slot, host, t)
  const canDeploy = slot.activity !== null ? undefined : block
  const isEmpty = slot.services.length === 0
  const canChange = !isReadOnly(host)
  return (
    <>
      {canChange && !isEmpty && block === undefined && <SlotMenu slot={slot} />}
      <FollowButton address={address} />
      <OpenButton slot={slot} />
      <Button
        icon="logs"
        keyCap="L"
        offBecause={isEmpty ? t('nothingToStop') : undefined}
        onClick={() => openLogs(address, null)}
      >
        {t('logs')}
      </Button>
      {canChange && (
        <>
          <Button icon="back" keyCap="R" offBecause={block} onClick={() => rollBackSlot(address, null)}>
            {t('rollBack')}
          </Button>
          <Button
            kind="primary"
            icon="deploy"
            keyCap="D"
            offBecause={canDeploy}
            onClick={() => deployToSlot(address, null)}
          >
            {slot.activity === null ? t('deploy') : t('progress')}
          </Button>
        </>
      )}
    </>
  )
}

function SlotMenu({ slot }: { readonly slot: SlotView }): ReactElement {
  const { t } = useTranslation('slot')
  const ask = (operation: 'stop' | 'start' | 'restart'): void =>
    openDialog({ kind: 'operation', hostId: slot.hostId, slot: slot.name, operation, services: null })
  const someUp = slot.services.some(isUp)
  const allUp = slot.services.every(isUp)
  const trigger = (
    <button type="button" className="btn icon" aria-label={t('more')} title={t('more')}>
      <Icon name="more" />
    </button>
  )
  return (
    <Menu trigger={trigger} label={t('more')}>
      {someUp && <MenuItem onSelect={() => ask('restart')}>{t('restartSlot')}</MenuItem>}
      {someUp && <MenuItem onSelect={() => ask('stop')}>{t('stopSlot')}</MenuItem>}
      {!allUp && <MenuItem onSelect={() => ask('start')}>{t('startSlot')}</MenuItem>}
    </Menu>
  )
}
