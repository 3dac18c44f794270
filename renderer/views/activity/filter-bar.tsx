import type { ReactElement, RefObject } from 'react'
import { type HistoryKind, historyKinds, type HistoryResult, historyResults } from '../../../src/contract/history'
import { Icon } from '../../components/icon'
import { KeyCap } from '../../components/key-cap'
import { useTranslation } from '../../i18n/use-translation'
import { keyCapOf, platformOfDocument } from '../../keys'
import { narrowActivity, sinceChoices, useActivityStore } from '../../stores/activity-store'
import { useBoardStore } from '../../stores/board-store'
import { setHostFilter, useFilterStore } from '../../stores/filter-store'
import { FilterChip } from './filter-chip'
import type { HistorySnapshot } from './history-session'

type FilterBarProps = {
  readonly head: HistorySnapshot['head']
  readonly input: RefObject<HTMLInputElement | null>
  readonly onLeave: () => void
}

/** What the history is narrowed by. */
export function FilterBar({ head, input, onLeave }: FilterBarProps): ReactElement {
  return (
    <div className="logbar second actbar" role="search">
      <SearchField input={input} onLeave={onLeave} />
      <span className="vsep" />
      <HostChip />
      <SlotChip slots={head?.slots ?? []} />
      <PersonChip people={head?.people ?? []} />
      <KindChip />
      <ResultChip />
      <SinceChip />
      <span className="grow" />
      <TroubleButton count={head?.trouble ?? 0} />
    </div>
  )
}

function SearchField({ input, onLeave }: Omit<FilterBarProps, 'head'>): ReactElement {
  const { t } = useTranslation('activity')
  const text = useActivityStore(({ filter }) => filter.text)
  return (
    <div className="input short">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        value={text}
        maxLength={200}
        placeholder={t('search')}
        aria-label={t('searchLabel')}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => narrowActivity({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') narrowActivity({ text: '' })
          else if (event.key !== 'Enter' && event.key !== 'ArrowDown') return
          event.preventDefault()
          onLeave()
        }}
      />
      <KeyCap>{keyCapOf('Ctrl+F', platformOfDocument())}</KeyCap>
    </div>
  )
}

function HostChip(): ReactElement {
  const { t } = useTranslation('activity')
  const hosts = useBoardStore((state) => state.board.hosts)
  const hostId = useFilterStore((state) => state.hostId)
  const all = t('allCount', { count: hosts.length })
  const choices = hosts.map(({ host }) => ({ value: host.id, word: host.name }))
  return (
    <FilterChip
      name={t('filterHost')}
      shown={choices.find(({ value }) => value === hostId)?.word ?? all}
      choices={[{ value: null, word: all }, ...choices]}
      isChosen={(value) => value === hostId}
      onChoose={setHostFilter}
    />
  )
}

function SlotChip({ slots }: { readonly slots: readonly string[] }): ReactElement {
  const { t } = useTranslation('activity')
  const slot = useActivityStore(({ filter }) => filter.slot)
  return (
    <FilterChip
      name={t('filterSlot')}
      shown={slot ?? t('all')}
      choices={[{ value: null, word: t('all') }, ...slots.map((name) => ({ value: name, word: name }))]}
      isChosen={(value) => value === slot}
      onChoose={(value) => narrowActivity({ slot: value })}
    />
  )
}

function PersonChip({ people }: { readonly people: readonly string[] }): ReactElement {
  const { t } = useTranslation('activity')
  const by = useActivityStore(({ filter }) => filter.by)
  return (
    <FilterChip
      name={t('filterWho')}
      shown={by ?? t('everyone')}
      choices={[{ value: null, word: t('everyone') }, ...people.map((name) => ({ value: name, word: name }))]}
      isChosen={(value) => value === by}
      onChoose={(value) => narrowActivity({ by: value })}
    />
  )
}

function KindChip(): ReactElement {
  const { t } = useTranslation('activity')
  const kinds = useActivityStore(({ filter }) => filter.kinds)
  const all = t('allCount', { count: historyKinds.length })
  const choices = historyKinds.map((value) => ({ value, word: t(`kindChoices.${value}`) }))
  return (
    <FilterChip<HistoryKind>
      name={t('filterKind')}
      shown={severalWords(kinds, choices) ?? (kinds === null ? all : t('several', { count: kinds.length }))}
      choices={[{ value: null, word: all }, ...choices]}
      isChosen={(value) => (value === null ? kinds === null : kinds?.includes(value) === true)}
      onChoose={(value) => narrowActivity({ kinds: toggled(kinds, value) })}
    />
  )
}

function ResultChip(): ReactElement {
  const { t } = useTranslation('activity')
  const results = useActivityStore(({ filter }) => filter.results)
  const choices = historyResults.map((value) => ({ value, word: t(`results.${value}`) }))
  return (
    <FilterChip<HistoryResult>
      name={t('filterResult')}
      shown={severalWords(results, choices) ?? (results === null ? t('all') : t('several', { count: results.length }))}
      choices={[{ value: null, word: t('all') }, ...choices]}
      isChosen={(value) => (value === null ? results === null : results?.includes(value) === true)}
      onChoose={(value) => narrowActivity({ results: toggled(results, value) })}
    />
  )
}

/** The word of the only one chosen; null: none or several are. */
function severalWords<Value>(
  chosen: readonly Value[] | null,
  choices: readonly { readonly value: Value; readonly word: string }[],
): string | null {
  return chosen?.length === 1 ? (choices.find(({ value }) => value === chosen[0])?.word ?? null) : null
}

function toggled<Value>(chosen: readonly Value[] | null, value: Value | null): readonly Value[] | null {
  if (value === null) return null
  const next = chosen?.includes(value) === true ? chosen.filter((one) => one !== value) : [...(chosen ?? []), value]
  return next.length === 0 ? null : next
}

function SinceChip(): ReactElement {
  const { t } = useTranslation('activity')
  const since = useActivityStore(({ filter }) => filter.since)
  return (
    <FilterChip
      name={t('filterSince')}
      shown={t(`since.${since}`)}
      choices={sinceChoices.map((value) => ({ value, word: t(`since.${value}`) }))}
      isChosen={(value) => value === since}
      onChoose={(value) => narrowActivity({ since: value ?? 'all' })}
    />
  )
}

function TroubleButton({ count }: { readonly count: number }): ReactElement {
  const { t } = useTranslation('activity')
  const pressed = useActivityStore(({ filter }) => filter.onlyTrouble)
  return (
    <button
      type="button"
      className="fchip"
      aria-pressed={pressed}
      onClick={() => narrowActivity({ onlyTrouble: !pressed })}
    >
      {pressed && <Icon name="check" />}
      {t('onlyTrouble')} <span className="n">{count}</span>
    </button>
  )
}
