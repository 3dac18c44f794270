import type { ReactElement } from 'react'
import type { Board } from '../../../src/domain/board'
import { formatList } from '../../format/list'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { useNavigationStore } from '../../stores/navigation-store'
import { isReadOnly } from '../board/slot-actions'
import { ReadOnlyBar } from './read-only-bar'

/** Over the board, where some or all of its hosts let one look and change nothing. */
export function BoardReadOnlyBar({ board }: { readonly board: Board }): ReactElement | null {
  const { t } = useTranslation('readOnly')
  const language = useLanguage()
  const focus = useNavigationStore((state) => state.focus)
  const hosts = board.hosts.filter(({ host }) => isReadOnly(host))
  if (hosts.length === 0) return null
  const names = hosts.map(({ host }) => host.name)
  const all = hosts.flatMap(({ host, slots }) => slots.map((slot) => ({ host, slot })))
  const focused = all.find(({ slot }) => slot.hostId === focus?.hostId && slot.name === focus.slot)
  return (
    <ReadOnlyBar wanted={focused ?? (focus === null ? all[0] : null) ?? null}>
      {names.length === board.hosts.length ? t('all') : t('some', { hosts: formatList(names, language) })}
    </ReadOnlyBar>
  )
}
