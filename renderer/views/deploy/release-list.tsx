import { type ReactElement, useId } from 'react'
import type { ReleaseOrder } from '../../../src/domain/settings'
import { FilterField, OptionList, optionId } from '../../components/filtered-list'
import { scrollable } from '../../components/scrollable'
import { Segments } from '../../components/segments'
import { formatCount } from '../../format/count'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import { openDialog } from '../../stores/navigation-store'
import { ErrorNote } from './error-note'
import { KickoffNote } from './kickoff-note'
import { stepChoice } from './release-filter'
import { ReleaseLine } from './release-line'
import type { ReleaseShelf, ShelvedReleases } from './release-shelves'
import { ReleaseSources } from './release-sources'
import { OrderButton } from './order-button'
import { useDescribed, wantedTags } from './use-described'
import type { Releases } from './use-releases'
import { useShownLines } from './use-shown-lines'

const page = 7

type ReleaseListProps = {
  readonly hostId: string
  readonly hostName: string
  readonly slot: string
  readonly releases: Releases
  readonly shelved: ShelvedReleases
  readonly filter: string
  readonly chosen: string | null
  readonly order: ReleaseOrder
  readonly onOrder: (order: ReleaseOrder) => void
  readonly onFilter: (filter: string) => void
  readonly onShelf: (shelf: ReleaseShelf) => void
  readonly onChoose: (tag: string) => void
}

/** The releases to choose from: the field filters while one types, the arrows choose. */
export function ReleaseList(props: ReleaseListProps): ReactElement {
  const { shelved, filter, chosen, order, onFilter, onShelf, onChoose, onOrder, releases, hostId, slot } = props
  const { choices, counts, shelf } = shelved
  const { t } = useTranslation('deploy')
  const language = useLanguage()
  const listId = useId()
  const chosenIndex = choices.findIndex((choice) => choice.tag === chosen)
  const onStep = (by: number): void => {
    const next = stepChoice(choices, chosen, by)
    if (next !== null) onChoose(next)
  }
  const signIn = (registry: string): void => {
    openDialog({ kind: 'registry-login', registry, next: { kind: 'deploy', hostId, slot, tag: chosen } })
  }
  const word = (value: ReleaseShelf): string => t(value, { formatted: formatCount(counts[value], language) })
  return (
    <section className="pick" aria-label={t('list')}>
      <div className="tools">
        <FilterField
          {...{ listId, chosenIndex, page, onFilter, onStep }}
          label={t('filterLabel')}
          placeholder={t('filter')}
          value={filter}
        >
          <span className="tx3 meta nw" role="status">
            {t('count', { count: counts[shelf], formatted: formatCount(counts[shelf], language) })}
          </span>
        </FilterField>
        <div className="shelves">
          <Segments
            label={t('shelf')}
            value={shelf}
            choices={[
              { value: 'branches', word: word('branches') },
              { value: 'tags', word: word('tags') },
            ]}
            onChoose={onShelf}
          />
          <OrderButton order={order} shelf={shelf} onOrder={onOrder} />
        </div>
        {releases.kind === 'found' && <ReleaseSources sources={releases.sources} onSignIn={signIn} />}
        {releases.kind === 'found' && <KickoffNote {...releases} />}
      </div>
      <ReleaseOptions {...props} listId={listId} chosenIndex={chosenIndex} />
    </section>
  )
}

type ReleaseOptionsProps = ReleaseListProps & { readonly listId: string; readonly chosenIndex: number }

function ReleaseOptions(props: ReleaseOptionsProps): ReactElement {
  const { shelved, filter, order, listId, chosenIndex, hostId, slot, onChoose, releases } = props
  const { t } = useTranslation('deploy')
  const { choices, shelf } = shelved
  const lines = useShownLines(`${shelf} ${order} ${filter}`, chosenIndex)
  const shown = choices.slice(0, lines.count)
  const found = releases.kind === 'found' ? releases.releases : []
  const inSight = shown.flatMap((choice) => (choice.kind === 'release' ? [choice.release] : []))
  useDescribed({ hostId, slot }, wantedTags(inSight, found, filter !== ''))
  return (
    <div className="blist-scroller" {...scrollable} onScroll={lines.onScroll}>
      <ListNote {...props} />
      <OptionList listId={listId} chosenIndex={chosenIndex} label={t('list')}>
        {shown.map((choice, index) => (
          <ReleaseLine
            key={choice.tag}
            id={optionId(listId, index)}
            choice={choice}
            isChosen={index === chosenIndex}
            here={{ hostId, slot }}
            place={{ index, count: choices.length }}
            onChoose={() => onChoose(choice.tag)}
          />
        ))}
      </OptionList>
    </div>
  )
}

function ListNote({ releases, shelved, hostName }: ReleaseListProps): ReactElement {
  const { t } = useTranslation('deploy')
  if (releases.kind === 'failed') return <ErrorNote error={releases.error} />
  if (releases.kind === 'loading') return <p className="blist-note">{t('loading', { host: hostName })}</p>
  if (shelved.choices.length > 0) return <></>
  if (releases.sources.some(({ state }) => state.kind === 'asking')) return <></>
  const text = releases.releases.length === 0 ? t('noneAtAll', { host: hostName }) : t('none')
  return <p className="blist-note">{text}</p>
}
