import type { ReactElement, ReactNode } from 'react'
import { Button } from '../../components/button'
import { Icon } from '../../components/icon'
import { formatCount } from '../../format/count'
import { useLanguage, useTranslation } from '../../i18n/use-translation'
import type { LogTarget } from '../../stores/navigation-store'
import { LogMap } from './log-map'
import { LogNote } from './log-note'
import { LogOlderRow } from './log-older-row'
import { LogProblems } from './log-problems'
import { LogStream } from './log-stream'
import { SinceNote } from './since-note'
import type { LogPageModel } from './use-log-page'
import type { RowActions } from './use-row-actions'

type LogBodyProps = {
  readonly model: LogPageModel
  readonly target: LogTarget
  readonly rows: RowActions
  /** The menu of the current line. */
  readonly menu: ReactNode
  readonly onMenu: () => void
}

/** The rows, or in their place what there is to say; problems over them, new lines under them. */
export function LogBody({ model, target, rows, menu, onMenu }: LogBodyProps): ReactElement {
  const { t } = useTranslation('logs')
  const { snapshot } = model
  const head = snapshot.state !== null && (
    <LogOlderRow state={snapshot.state} fromMs={model.filter.fromMs} onRead={model.readOlder} />
  )
  return (
    <div className="log-body">
      {target.sinceMs !== null && model.range === 'moment' && <SinceNote model={model} sinceMs={target.sinceMs} />}
      <LogProblems model={model} target={target} />
      <LogNote model={model} />
      <div className="log-frame">
        <LogStream
          session={model.session}
          scroll={model.scroll}
          paint={model.paint}
          label={t('stream', { slot: target.slot })}
          head={head}
          menu={menu}
          onUnfold={rows.unfoldGroup}
          onPress={({ position, extend, menu: wantsMenu }) => {
            model.onFollow({ kind: 'go-to', position })
            model.setSelection(selectionAfter(model, position, extend))
            if (wantsMenu) onMenu()
          }}
        />
        <LogMap model={model} />
      </div>
      <NewLines model={model} />
    </div>
  )
}

function selectionAfter({ selection }: LogPageModel, position: number, extend: boolean): { from: number; to: number } {
  return { from: extend && selection !== null ? selection.from : position, to: position }
}

function NewLines({ model }: { readonly model: LogPageModel }): ReactElement | null {
  const { t } = useTranslation('logs')
  const language = useLanguage()
  if (model.isFollowing) return null
  const count = model.newLines
  return (
    <div className="newlines">
      <span className="st st-idle">
        <Icon name="pause" />
        {t('paused')}
      </span>
      <b>{t('newLines', { count, formatted: formatCount(count, language) })}</b>
      <Button kind="primary" size="s" icon="toend" keyCap="End" onClick={() => model.onFollow({ kind: 'newest' })}>
        {t('newest')}
      </Button>
    </div>
  )
}
