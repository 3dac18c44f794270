import type { ReactElement } from 'react'
import type { HostView, ServiceView, SlotView } from '../../../src/domain/board'
import { IconButton } from '../../components/button'
import { Icon } from '../../components/icon'
import { Menu, MenuItem } from '../../components/menu'
import { useTranslation } from '../../i18n/use-translation'
import { openDialog } from '../../stores/navigation-store'
import { isReadOnly, openLogs } from '../board/slot-actions'
import { isUp, slotBlock } from './slot-block'

type ServiceActionsProps = { readonly host: HostView; readonly slot: SlotView; readonly service: ServiceView }

/** Restart (or start), logs and the rest for one service; each asks with its plan first. */
export function ServiceActions({ host, slot, service }: ServiceActionsProps): ReactElement {
  const { t } = useTranslation('slot')
  const block = slotBlock(slot, host, t)
  const up = isUp(service)
  const canChange = !isReadOnly(host)
  const ask = (operation: 'stop' | 'start' | 'restart'): void =>
    openDialog({ kind: 'operation', hostId: slot.hostId, slot: slot.name, operation, services: [service.name] })
  const trigger = (
    <button
      type="button"
      className="btn ghost icon s"
      aria-label={t('moreOf', { service: service.name })}
      title={t('more')}
    >
      <Icon name="more" />
    </button>
  )
  return (
    <div className="row-acts">
      {canChange && (
        <IconButton
          className="s"
          icon={up ? 'rst' : 'play'}
          label={t(up ? 'restartService' : 'startService', { service: service.name })}
          offBecause={block}
          onClick={() => ask(up ? 'restart' : 'start')}
        />
      )}
      <IconButton
        className="s"
        icon="logs"
        label={t('logsOf', { service: service.name })}
        onClick={() => openLogs({ hostId: slot.hostId, slot: slot.name }, service.name)}
      />
      {canChange && block === undefined && (
        <Menu trigger={trigger} label={t('moreOf', { service: service.name })}>
          {up && <MenuItem onSelect={() => ask('restart')}>{t('restart')}</MenuItem>}
          {up && <MenuItem onSelect={() => ask('stop')}>{t('stop')}</MenuItem>}
          {!up && <MenuItem onSelect={() => ask('start')}>{t('start')}</MenuItem>}
        </Menu>
      )}
    </div>
  )
}
