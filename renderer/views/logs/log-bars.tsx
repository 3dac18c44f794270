import type { ReactElement } from 'react'
import { Button } from '../../components/button'
import { useTranslation } from '../../i18n/use-translation'
import type { LogTarget } from '../../stores/navigation-store'
import type { TextFilter } from './log-filter-choice'
import { LogLevels } from './log-levels'
import { LogSearchField } from './log-search-field'
import { LogServices } from './log-services'
import { SaveMenu } from './save-menu'
import { SlotChooser } from './slot-chooser'
import { TextFilters } from './text-filters'
import { TimeRange } from './time-range'
import type { LogOutput } from './use-log-output'
import type { LogPageModel } from './use-log-page'
import { ViewMenu } from './view-menu'

type LogBarsProps = {
  readonly model: LogPageModel
  readonly target: LogTarget
  readonly output: LogOutput
  /** The text a filter is being made of; null: none. */
  readonly draft: TextFilter | null
  readonly onDraft: (draft: TextFilter | null) => void
  readonly onStepMatch: (step: 1 | -1) => void
}

/** The two bars over a log: which one, and which of its lines. */
export function LogBars({ model, target, output, draft, onDraft, onStepMatch }: LogBarsProps): ReactElement {
  const { t } = useTranslation('logs')
  return (
    <>
      <div className="viewbar">
        <h1>{t('title')}</h1>
        <SlotChooser target={target} name={`${model.choice.hostName} / ${target.slot}`} />
        <LogServices model={model} />
        <span className="grow" />
        <TimeRange model={model} sinceMs={target.sinceMs} />
        <ViewMenu />
        <SaveMenu output={output} />
      </div>
      <div className="logbar second">
        <LogLevels model={model} />
        <span className="vsep" />
        <TextFilters model={model} draft={draft} onDraft={onDraft} />
        <div className="log-find">
          <LogSearchField
            search={model.search}
            input={model.searchInput}
            onStep={onStepMatch}
            onLeave={() => {
              model.search.setWaiting(null)
              model.scroll.scroller.current?.focus()
            }}
          />
          <FollowButton model={model} />
        </div>
      </div>
    </>
  )
}

function FollowButton({ model }: { readonly model: LogPageModel }): ReactElement {
  const { t } = useTranslation('logs')
  return (
    <Button
      icon={model.isFollowing ? 'pause' : 'play'}
      keyCap="F"
      onClick={() => model.onFollow({ kind: model.isFollowing ? 'pause' : 'newest' })}
    >
      {model.isFollowing ? t('pause') : t('follow')}
    </Button>
  )
}
