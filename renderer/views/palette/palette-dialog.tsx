import { type KeyboardEvent, type ReactElement, useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog, DialogTitle } from '../../components/dialog'
import { FilterField } from '../../components/filtered-list'
import { KeyCap } from '../../components/key-cap'
import { closeDialog } from '../../stores/navigation-store'
import type { PaletteItem } from './palette-item'
import { PaletteList } from './palette-list'
import { findItems, readQuery } from './palette-search'
import { usePaletteGoal } from './use-palette-goal'
import { usePaletteItems } from './use-palette-items'

const listId = 'palette'
const page = 8

/** Slots, branches, versions, hosts, people, deployments and everything that can be done, in one list. */
export function PaletteDialog(): ReactElement {
  const { t } = useTranslation('palette')
  const { items, isReading } = usePaletteItems()
  const [scope, setScope] = useState<PaletteItem | null>(null)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const go = usePaletteGoal()
  const query = useDeferredValue(text)
  const { found, words } = useMemo(() => {
    const read = readQuery(query)
    return {
      found: findItems(scope?.more ?? items, scope === null ? read : { ...read, only: null }),
      words: read.words,
    }
  }, [items, query, scope])
  const index = Math.min(chosen, found.length - 1)

  const show = (next: PaletteItem | null): void => {
    setScope(next)
    setText('')
    setChosen(0)
  }
  const choose = (item: PaletteItem | undefined): void => {
    if (item === undefined) return
    if (item.goal.kind === 'more') show(item)
    else go(item.goal)
  }
  const back = (): void => (scope === null ? closeDialog() : show(null))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const item = found[index]
    if (event.key === 'Enter') choose(item)
    else if (event.key === 'Tab' && !event.shiftKey) show(item !== undefined && item.more.length > 0 ? item : scope)
    else if (event.key === 'Backspace' && text === '' && scope !== null) show(null)
    else return
    event.preventDefault()
  }

  return (
    <Dialog size="palette" onClose={closeDialog} onEscape={back}>
      <div className="contents" onKeyDown={onKeyDown}>
        <span className="vh">
          <DialogTitle>{t('title')}</DialogTitle>
        </span>
        <FilterField
          listId={listId}
          chosenIndex={index}
          label={scope === null ? t('search') : t('searchWithin', { name: scope.title })}
          placeholder={scope === null ? t('search') : scope.title}
          value={text}
          page={page}
          onFilter={(value) => {
            setText(value)
            setChosen(0)
          }}
          onStep={(by) => setChosen(Math.max(0, Math.min(found.length - 1, index + by)))}
        >
          <span className="meta" role="status">
            {isReading && found.length === 0 ? t('reading') : t('results', { count: found.length })}
          </span>
          <KeyCap>Esc</KeyCap>
        </FilterField>
        <PaletteList listId={listId} items={found} chosen={index} words={words} onChoose={choose} />
        <PaletteFooter />
      </div>
    </Dialog>
  )
}

function PaletteFooter(): ReactElement {
  const { t } = useTranslation('palette')
  const prefixes = [
    ['>', t('groups.actions')],
    ['@', t('groups.people')],
    ['#', t('groups.history')],
  ] as const
  return (
    <footer>
      <span>
        <KeyCap>↑</KeyCap> <KeyCap>↓</KeyCap> {t('move')}
      </span>
      <span>
        <KeyCap>↵</KeyCap> {t('open')}
      </span>
      <span>
        <KeyCap>Tab</KeyCap> {t('allActions')}
      </span>
      <span className="grow" />
      <span>{t('beginWith')}</span>
      {prefixes.map(([prefix, word]) => (
        <span key={prefix}>
          <KeyCap>{prefix}</KeyCap> {word}
        </span>
      ))}
    </footer>
  )
}
