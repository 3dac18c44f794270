import { type ReactElement, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { FilterField, OptionList, optionId } from '../../components/filtered-list'
import { scrollable } from '../../components/scrollable'
import { ErrorNote } from './error-note'
import { type ReleaseChoice, stepChoice } from './release-filter'
import { ReleaseLine } from './release-line'
import type { Releases } from './use-releases'

const page = 7

type ReleaseListProps = {
  readonly hostId: string
  readonly hostName: string
  readonly slot: string
  readonly releases: Releases
  readonly choices: readonly ReleaseChoice[]
  readonly filter: string
  readonly chosen: string | null
  readonly onFilter: (filter: string) => void
  readonly onChoose: (tag: string) => void
}

/** The releases to choose from: the field filters while one types, the arrows choose. */
export function ReleaseList(props: ReleaseListProps): ReactElement {
  const { choices, filter, chosen, onFilter, onChoose } = props
  const { t } = useTranslation('deploy')
  const listId = useId()
  const chosenIndex = choices.findIndex((choice) => choice.tag === chosen)
  const onStep = (by: number): void => {
    const next = stepChoice(choices, chosen, by)
    if (next !== null) onChoose(next)
  }
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
            {t('count', { count: choices.filter((choice) => choice.kind === 'release').length })}
          </span>
        </FilterField>
        <span className="meta tx3 nw">{t('order')}</span>
      </div>
      <ReleaseOptions {...props} listId={listId} chosenIndex={chosenIndex} />
    </section>
  )
}

type ReleaseOptionsProps = ReleaseListProps & { readonly listId: string; readonly chosenIndex: number }

function ReleaseOptions(props: ReleaseOptionsProps): ReactElement {
  const { choices, listId, chosenIndex, hostId, slot, onChoose } = props
  const { t } = useTranslation('deploy')
  return (
    <div className="blist-scroller" {...scrollable}>
      <ListNote {...props} />
      <OptionList listId={listId} chosenIndex={chosenIndex} label={t('list')}>
        {choices.map((choice, index) => (
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

function ListNote({ releases, choices, hostName }: ReleaseListProps): ReactElement {
  const { t } = useTranslation('deploy')
  if (releases.kind === 'failed') return <ErrorNote error={releases.error} />
  if (releases.kind === 'loading') return <p className="blist-note">{t('loading', { host: hostName })}</p>
  if (choices.length > 0) return <></>
  const text = releases.releases.length === 0 ? t('noneAtAll', { host: hostName }) : t('none')
  return <p className="blist-note">{text}</p>
}
