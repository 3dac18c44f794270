import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import type { LogTarget } from '../../stores/navigation-store'
import { LogSearchField } from './log-search-field'
import { LogServices } from './log-services'
import { SlotChooser } from './slot-chooser'
import type { LogPageModel } from './use-log-page'

type LogBarsProps = {
  readonly model: LogPageModel
  readonly target: LogTarget
  readonly onSave: () => void
  readonly onCopy: () => void
  readonly onStepMatch: (step: 1 | -1) => void
}

/** The two bars over a log: which one, and what to do with it. */
export function LogBars({ model, target, onSave, onCopy, onStepMatch }: LogBarsProps): ReactElement {
  const { t } = useTranslation('logs')
  const { choice, paint, snapshot } = model
  return (
    <>
      <div className="viewbar">
        <h1>{t('title')}</h1>
        <SlotChooser target={target} name={`${choice.hostName} / ${target.slot}`} />
        <LogServices {...choice} state={snapshot.state} colorOf={paint.colorOf} onToggle={choice.toggle} />
        <span className="grow" />
        <Button icon="dl" onClick={onSave}>
          {t('save')}
        </Button>
      </div>
      <div className="logbar second">
        <button
          type="button"
          className="fchip"
          aria-pressed={paint.wrapped}
          onClick={() => model.setWrapped(!paint.wrapped)}
        >
          {paint.wrapped && <Icon name="check" />}
          {t('wrap')}
        </button>
        {paint.selected !== null && (
          <Button size="s" icon="copy" onClick={onCopy} keyCap="Ctrl C">
            {t('copyLine')}
          </Button>
        )}
        <span className="grow" />
        <LogSearchField
          search={model.search}
          input={model.searchInput}
          onStep={onStepMatch}
          onLeave={() => model.scroll.scroller.current?.focus()}
        />
        <FollowButton model={model} />
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
