import { type KeyboardEvent, memo, type ReactElement } from 'react'
import type { HostView } from '../../src/domain/board'
import { useTranslation } from '../i18n/use-translation'
import { keyCapOf, platformOfDocument } from '../keys'
import { useBoardStore } from '../stores/board-store'
import { setFilterText, setHostFilter, useFilterStore } from '../stores/filter-store'
import { openDialog, openView, useNavigationStore } from '../stores/navigation-store'
import { useSettingsStore } from '../stores/settings-store'
import { searchFieldId } from '../use-app-keys'
import { Button } from './button'
import { HostConnection } from './host-connection'
import { Icon } from './icon'
import { KeyCap } from './key-cap'
import { SampleBar } from './sample-mark'

/** Search, the filter by host, and who one is. */
export function TopBar(): ReactElement {
  const name = useSettingsStore((state) => state.settings.personName)
  return (
    <header className="topbar">
      <Search />
      <Commands />
      <HostFilter />
      <div className="grow" />
      <SampleBar />
      {name !== '' && <div className="me">{name}</div>}
    </header>
  )
}

function Search(): ReactElement {
  const { t } = useTranslation('app')
  const text = useFilterStore((state) => state.text)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') {
      setFilterText('')
      event.currentTarget.blur()
    } else if (event.key !== 'Enter' && event.key !== 'ArrowDown') return
    event.preventDefault()
    event.stopPropagation()
    document.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]')?.focus()
  }
  return (
    <label className="omni">
      <Icon name="search" />
      <input
        id={searchFieldId}
        type="search"
        value={text}
        placeholder={t('search')}
        aria-label={t('search')}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => search(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <KeyCap>/</KeyCap>
    </label>
  )
}

/** Searches on the board. Tab alone, on its way through the field, leaves the page as it is. */
function search(text: string): void {
  setFilterText(text)
  if (useNavigationStore.getState().view.kind !== 'board') openView({ kind: 'board' })
}

function Commands(): ReactElement {
  const { t } = useTranslation('palette')
  return (
    <Button keyCap={keyCapOf('Ctrl+K', platformOfDocument())} onClick={() => openDialog({ kind: 'palette' })}>
      {t('commandsButton')}
    </Button>
  )
}

function HostFilter(): ReactElement | null {
  const { t } = useTranslation('app')
  const hosts = useBoardStore((state) => state.board.hosts)
  const shown = useFilterStore((state) => state.hostId)
  if (hosts.length === 0) return null
  return (
    <div className="hosts" role="group" aria-label={t('hostFilter')}>
      <button type="button" aria-pressed={shown === null} onClick={() => setHostFilter(null)}>
        <b>{t('allHosts')}</b> {hosts.length}
      </button>
      {hosts.map(({ host }) => (
        <HostButton key={host.id} host={host} pressed={shown === host.id} />
      ))}
    </div>
  )
}

const HostButton = memo(function HostButton({ host, pressed }: { readonly host: HostView; readonly pressed: boolean }) {
  return (
    <button type="button" aria-pressed={pressed} onClick={() => setHostFilter(pressed ? null : host.id)}>
      <HostConnection name={host.name} connection={host.connection} />
    </button>
  )
})
