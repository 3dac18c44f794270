import type { ReactElement } from 'react'
import { useTranslation } from '../i18n/use-translation'
import { openView, useNavigationStore, type View } from '../stores/navigation-store'
import { openLogsOfFocus } from '../stores/open-logs'
import { Icon, type IconName } from './icon'

/** The way between the pages. */
export function Rail(): ReactElement {
  const { t } = useTranslation('app')
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      <div className="mark">
        <svg role="img" aria-label="Berth">
          <use href="#mark" />
        </svg>
      </div>
      <RailLink icon="board" page="board" label={t('rail.board')} open={() => openView({ kind: 'board' })} />
      <RailLink icon="act" page="activity" label={t('rail.activity')} open={() => openView({ kind: 'activity' })} />
      <RailLink icon="logs" page="logs" label={t('rail.logs')} open={openLogsOfFocus} />
      <RailLink icon="host" page="hosts" label={t('rail.hosts')} open={() => openView({ kind: 'hosts' })} />
      <div className="sp" />
      <RailLink icon="set" page="settings" label={t('rail.settings')} open={() => openView({ kind: 'settings' })} />
    </nav>
  )
}

type RailLinkProps = {
  readonly icon: IconName
  readonly page: View['kind']
  readonly label: string
  readonly open: () => void
}

function RailLink({ icon, page, label, open }: RailLinkProps): ReactElement {
  const current = useNavigationStore((state) => pageOf(state.view) === page)
  return (
    <button type="button" onClick={open} {...(current ? { 'aria-current': 'page' as const } : {})}>
      <Icon name={icon} />
      {label}
    </button>
  )
}

/** The rail's entry a page belongs to: a slot is reached from the board, a slots file from its host. */
function pageOf(view: View): View['kind'] {
  if (view.kind === 'slots-file' || view.kind === 'add-host' || view.kind === 'edit-host') return 'hosts'
  return view.kind === 'slot' ? 'board' : view.kind
}
