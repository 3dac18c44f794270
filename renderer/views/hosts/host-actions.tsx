import type { ReactElement } from 'react'
import type { HostView } from '../../../src/domain/board'
import { Button, IconButton } from '../../components/button'
import { Icon } from '../../components/icon'
import { Menu, MenuItem } from '../../components/menu'
import { useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'
import { openView } from '../../stores/navigation-store'
import { useSampleStore } from '../../stores/sample-store'
import type { HostQuestion } from './host-dialog'
import type { HostOrder } from './use-host-order'

type HostActionsProps = Pick<HostOrder, 'move'> & {
  readonly host: HostView
  /** Whether the settings name it; the local engine that they don't can't be ordered, renamed or removed. */
  readonly isSet: boolean
  readonly ask: (question: HostQuestion) => void
}

/** What one can do with a host of the list. */
export function HostActions({ host, isSet, ask, move }: HostActionsProps): ReactElement {
  const { t } = useTranslation('hosts')
  const isSample = useSampleStore((state) => state.isSample)
  const open = (testsAtOnce: boolean): void => openView({ kind: 'edit-host', hostId: host.id, testsAtOnce })
  const slotsFile = (
    <Button size="s" icon="file" onClick={() => openView({ kind: 'slots-file', hostId: host.id })}>
      {t('slotsFile')}
    </Button>
  )
  if (isSample) return <div className="row-acts">{slotsFile}</div>
  return (
    <div className="row-acts">
      {slotsFile}
      <Button size="s" aria-label={t('editOf', { host: host.name })} onClick={() => open(false)}>
        {t('edit')}
      </Button>
      {isSet && <OrderButtons host={host} move={move} />}
      <Menu trigger={<MoreButton label={t('more', { host: host.name })} />} label={t('more', { host: host.name })}>
        <MenuItem onSelect={() => open(true)}>{t('testHost')}</MenuItem>
        {isSet && <MenuItem onSelect={() => ask({ kind: 'rename', host })}>{t('rename')}</MenuItem>}
        {isSet && <MenuItem onSelect={() => ask({ kind: 'remove', host })}>{t('remove')}</MenuItem>}
      </Menu>
    </div>
  )
}

function OrderButtons({ host, move }: Pick<HostActionsProps, 'host' | 'move'>): ReactElement {
  const { t } = useTranslation('hosts')
  const index = useBoardStore(({ board }) => board.hosts.findIndex((entry) => entry.host.id === host.id))
  const count = useBoardStore(({ board }) => board.hosts.length)
  const { name, id } = host
  return (
    <>
      <IconButton
        className="s"
        icon="up"
        label={t('up', { host: name })}
        offBecause={index <= 0 ? t('first') : undefined}
        onClick={() => move(id, -1)}
      />
      <IconButton
        className="s"
        icon="down"
        label={t('down', { host: name })}
        offBecause={index >= count - 1 ? t('last') : undefined}
        onClick={() => move(id, 1)}
      />
    </>
  )
}

/** Passes on what the menu gives its button. */
function MoreButton({ label, ...given }: { readonly label: string }): ReactElement {
  return (
    <button type="button" className="btn ghost icon s" {...given} aria-label={label} title={label}>
      <Icon name="more" />
    </button>
  )
}
