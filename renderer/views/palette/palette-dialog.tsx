import { type KeyboardEvent, type ReactElement, useDeferredValue, useMemo, useState } from 'react'
import { Dialog, DialogTitle } from '../../components/dialog'
import { FilterField } from '../../components/filtered-list'
import { KeyCap } from '../../components/key-cap'
import { useTranslation } from '../../i18n/use-translation'
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
  const { scope, text, found, words, index, lacks, isReading, type, step, choose, back, onKeyDown } = usePalette()
  return (
    <Dialog size="palette" onClose={closeDialog} onEscape={back}>
      <div role="presentation" className="contents" onKeyDown={onKeyDown}>
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
          onFilter={type}
          onStep={step}
        >
          <span className="meta" role="status">
            {isReading && found.length === 0
              ? t('reading')
              : [t('results', { count: found.length }), ...lacks].join(' · ')}
          </span>
          <KeyCap>Esc</KeyCap>
        </FilterField>
        <PaletteList listId={listId} items={found} chosen={index} words={words} onChoose={choose} />
        <PaletteFooter />
      </div>
    </Dialog>
  )
}

type Palette = {
  /** The item whose actions alone are listed; null: everything. */
  readonly scope: PaletteItem | null
  readonly text: string
  readonly found: readonly PaletteItem[]
  readonly words: readonly string[]
  readonly index: number
  readonly isReading: boolean
  /** What was not looked through, in words. */
  readonly lacks: readonly string[]
  readonly type: (text: string) => void
  readonly step: (by: number) => void
  readonly choose: (item: PaletteItem | undefined) => void
  readonly back: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function usePalette(): Palette {
  const { t } = useTranslation('palette')
  const { items, isReading, hostsNotAsked, leftOut } = usePaletteItems()
  const [scope, setScope] = useState<PaletteItem | null>(null)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const go = usePaletteGoal()
  const query = useDeferredValue(text)
  const { found, words } = useMemo(() => findFor(query, scope, items), [items, query, scope])
  const index = Math.min(chosen, found.length - 1)

  const type = (next: string): void => {
    setText(next)
    setChosen(0)
  }
  const show = (next: PaletteItem | null): void => {
    setScope(next)
    type('')
  }
  const choose = (item: PaletteItem | undefined): void => {
    if (item?.goal.kind === 'more') show(item)
    else if (item !== undefined) go(item.goal)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    // On a busy machine the list may still be that of fewer letters: a key means what has been typed.
    const meant = query === text ? found : findFor(text, scope, items).found
    const item = meant[Math.min(chosen, meant.length - 1)]
    if (event.key === 'Enter') choose(item)
    else if (event.key === 'Tab' && !event.shiftKey) show(item !== undefined && item.more.length > 0 ? item : scope)
    else if (event.key === 'Backspace' && text === '' && scope !== null) show(null)
    else return
    event.preventDefault()
  }
  const step = (by: number): void => setChosen(Math.max(0, Math.min(found.length - 1, index + by)))
  const back = (): void => (scope === null ? closeDialog() : show(null))
  const lacks = [
    ...(hostsNotAsked > 0 ? [t('hostsNotAsked', { count: hostsNotAsked })] : []),
    ...(leftOut > 0 ? [t('leftOut', { count: leftOut })] : []),
  ]
  return { scope, text, found, words, index, lacks, isReading, type, step, choose, back, onKeyDown }
}

function findFor(
  text: string,
  scope: PaletteItem | null,
  items: readonly PaletteItem[],
): Pick<Palette, 'found' | 'words'> {
  const query = readQuery(text)
  const within = scope === null ? query : { ...query, only: null }
  return { found: findItems(scope?.more ?? items, within), words: query.words }
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
