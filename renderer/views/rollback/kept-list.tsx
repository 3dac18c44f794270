import { type ReactElement, useId } from 'react'
import type { KeptRelease } from '../../../src/contract/kept-release'
import type { SlotView } from '../../../src/domain/board'
import { FilterField, OptionList, optionId } from '../../components/filtered-list'
import { scrollable } from '../../components/scrollable'
import { Segments } from '../../components/segments'
import { formatBytes } from '../../format/size'
import { useTranslation } from '../../i18n/use-translation'
import { ErrorNote } from '../deploy/error-note'
import { WarningNote } from '../deploy/warning-note'
import { filterKept, type KeptFilter, type LostRelease, stepKept } from './kept-filter'
import { KeptLine } from './kept-line'
import { changedSettings } from './changed-settings'
import type { Comparisons, KeptState } from './use-kept-releases'

const page = 5

type KeptListProps = {
  readonly hostName: string
  readonly slotName: string
  readonly slot: SlotView | undefined
  readonly kept: KeptState & { readonly retry: () => void }
  /** Why what was asked for is not chosen; null: it is, or nothing was. */
  readonly lost: LostRelease | null
  readonly comparisons: Comparisons
  readonly listed: readonly KeptRelease[]
  readonly filter: KeptFilter
  readonly chosen: string | null
  readonly onFilter: (filter: KeptFilter) => void
  readonly onChoose: (releaseId: string) => void
}

/** What can be gone back to: the field filters while one types, the arrows choose. */
export function KeptList(props: KeptListProps): ReactElement {
  const { hostName, slotName, slot, kept, lost, comparisons, listed, chosen, onChoose } = props
  const { t } = useTranslation('rollback')
  const listId = useId()
  const chosenIndex = listed.findIndex(({ releaseId }) => releaseId === chosen)
  return (
    <section className="pick" aria-label={t('list', { slot: slotName })}>
      <Tools {...props} listId={listId} chosenIndex={chosenIndex} />
      <div className="blist-scroller" {...scrollable}>
        {kept.kind === 'failed' && <ErrorNote error={kept.error} onRetry={kept.retry} />}
        <div role="status">{lost !== null && <WarningNote>{t(`lost.${lost}`)}</WarningNote>}</div>
        <ListNote kept={kept} listed={listed} hostName={hostName} slotName={slotName} />
        <OptionList listId={listId} chosenIndex={chosenIndex} label={t('list', { slot: slotName })}>
          {listed.map((release, index) => (
            <KeptLine
              key={release.releaseId}
              id={optionId(listId, index)}
              release={release}
              slot={slot}
              changedSettings={changedSettings(comparisons.get(release.releaseId))}
              isChosen={index === chosenIndex}
              place={{ index, count: listed.length }}
              onChoose={() => onChoose(release.releaseId)}
            />
          ))}
        </OptionList>
      </div>
    </section>
  )
}

type ToolsProps = KeptListProps & { readonly listId: string; readonly chosenIndex: number }

function Tools(props: ToolsProps): ReactElement {
  const { hostName, slotName, kept, listed, filter, chosen, listId, chosenIndex, onFilter, onChoose } = props
  const { t } = useTranslation('rollback')
  const all = kept.kind === 'found' ? kept.releases : []
  const instant = filterKept(all, { text: '', only: 'instant' }).length
  const onStep = (by: number): void => {
    const next = stepKept(listed, chosen, by)
    if (next !== null) onChoose(next)
  }
  return (
    <div className="tools">
      <div className="flex">
        <h2>{t('list', { slot: slotName })}</h2>
        <span className="grow" />
        <span className="meta tx3 nw">{t('order')}</span>
      </div>
      <FilterField
        {...{ listId, chosenIndex, page, onStep }}
        label={t('filterLabel')}
        placeholder={t('filter')}
        value={filter.text}
        onFilter={(text) => onFilter({ ...filter, text })}
      />
      <div className="flex">
        <Segments
          label={t('show')}
          value={filter.only}
          choices={[
            { value: 'all', word: t('all', { count: all.length }) },
            { value: 'instant', word: t('instantOnly', { count: instant }) },
          ]}
          onChoose={(only) => onFilter({ ...filter, only })}
        />
        <span className="grow" />
        {kept.kind === 'found' && all.length > 0 && (
          <span className="meta tx2 ell">
            {kept.diskBytes === 0 ? t('diskNone') : t('disk', { size: formatBytes(kept.diskBytes), host: hostName })}
          </span>
        )}
      </div>
    </div>
  )
}

type ListNoteProps = Pick<KeptListProps, 'kept' | 'listed' | 'hostName' | 'slotName'>

function ListNote({ kept, listed, hostName, slotName }: ListNoteProps): ReactElement | null {
  const { t } = useTranslation('rollback')
  if (kept.kind === 'failed' || listed.length > 0) return null
  const text = (): string => {
    if (kept.kind === 'loading') return t('loading', { host: hostName })
    return kept.releases.length === 0 ? t('noneAtAll', { slot: slotName }) : t('none')
  }
  return (
    <p className="blist-note" role="status">
      {text()}
    </p>
  )
}
