import type { ReactElement } from 'react'
import type { Board, SlotView } from '../../../src/domain/board'
import { Icon } from '../../components/icon'
import { Menu, MenuItem } from '../../components/menu'
import { StateShape } from '../../components/state-shape'
import { useTranslation } from '../../i18n/use-translation'
import { useBoardStore } from '../../stores/board-store'
import { focusSlot, type LogTarget, openView } from '../../stores/navigation-store'
import { slotLook } from '../board/slot-look'

/** Shows a slot's logs, from a moment on where one is given. */
export function showLogs(hostId: string, slot: string, sinceMs: number | null): void {
  focusSlot({ hostId, slot })
  openView({ kind: 'logs', target: { hostId, slot, services: null, sinceMs } })
}

/** The slot whose logs are shown, and the way to another. */
export function SlotChooser({
  target,
  name,
}: {
  readonly target: LogTarget | null
  readonly name: string
}): ReactElement {
  const { t } = useTranslation('logs')
  const board = useBoardStore((state) => state.board)
  const current = target === null ? undefined : findSlot(board, target.hostId, target.slot)
  const trigger = (
    <button type="button" className="btn" title={t('chooseSlot')}>
      {current !== undefined && <SlotShape slot={current} />}
      <b className="ell">{name}</b>
      <Icon name="down" />
    </button>
  )
  return (
    <Menu trigger={trigger} label={t('chooseSlot')}>
      {board.hosts.flatMap(({ host, slots }) =>
        slots.map((slot) => (
          <MenuItem
            key={`${host.id}/${slot.name}`}
            checked={slot === current}
            onSelect={() => showLogs(host.id, slot.name, null)}
          >
            <SlotShape slot={slot} />
            <span className="ell">
              {host.name} / {slot.name}
            </span>
          </MenuItem>
        )),
      )}
    </Menu>
  )
}

/** A slot of the board, if it is there. */
export function findSlot(board: Board, hostId: string, name: string): SlotView | undefined {
  return board.hosts.find(({ host }) => host.id === hostId)?.slots.find((slot) => slot.name === name)
}

function SlotShape({ slot }: { readonly slot: SlotView }): ReactElement {
  const { t } = useTranslation('states')
  const look = slotLook(slot)
  return (
    <span className={`st st-${look.tone}`}>
      <StateShape name={look.shape} />
      <span className="vh">{t(look.word)}</span>
    </span>
  )
}
