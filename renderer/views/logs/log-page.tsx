import { type ReactElement, useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation'
import type { LogTarget } from '../../stores/navigation-store'
import { LineMenu } from './line-menu'
import { LogBars } from './log-bars'
import { LogBody } from './log-body'
import type { TextFilter } from './log-filter-choice'
import type { LogRow } from './log-row-cache'
import { LogStatusBar } from './log-status-bar'
import { SaveProgress } from './save-progress'
import { SpokenLine } from './spoken-line'
import { useLogKeys } from './use-log-keys'
import { useLogOutput } from './use-log-output'
import { type LogPageModel, useLogPage } from './use-log-page'
import { useRowActions } from './use-row-actions'
import { WholeLineDialog } from './whole-line-dialog'

/** What is open over the rows. */
type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'menu' }
  | { readonly kind: 'filter'; readonly draft: TextFilter }
  | { readonly kind: 'line'; readonly row: LogRow }

const none: Overlay = { kind: 'none' }

/** The logs of one slot. */
export function LogPage({ target }: { readonly target: LogTarget }): ReactElement {
  const { t } = useTranslation('logs')
  const model = useLogPage(target)
  const output = useLogOutput(model, target)
  const rows = useRowActions(model)
  const [overlay, setOverlay] = useState<Overlay>(none)
  const stepMatch = (step: 1 | -1): void => goToMatch(model, step)
  useEffect(() => {
    if (model.search.waiting !== null) goToMatch(model, model.search.waiting)
  })
  const openMenu = (): boolean => {
    if (rows.current === undefined) return false
    setOverlay({ kind: 'menu' })
    return true
  }
  useLogKeys(model, { rows, output, stepMatch, openMenu, sayNone: (kind) => output.say(t(`none.${kind}`)) })
  const menu = (
    <LineMenu
      model={model}
      rows={rows}
      output={output}
      isOpen={overlay.kind === 'menu'}
      onOpenChange={(open) => setOverlay((now) => (open ? { kind: 'menu' } : now.kind === 'menu' ? none : now))}
      onWhole={(row) => setOverlay({ kind: 'line', row })}
      onFilter={(draft) => setOverlay({ kind: 'filter', draft })}
    />
  )
  return (
    <>
      <LogBars
        model={model}
        target={target}
        output={output}
        draft={overlay.kind === 'filter' ? overlay.draft : null}
        onDraft={(draft) => setOverlay(draft === null ? none : { kind: 'filter', draft })}
        onStepMatch={stepMatch}
      />
      <LogBody model={model} target={target} rows={rows} menu={menu} onMenu={() => setOverlay({ kind: 'menu' })} />
      <SaveProgress output={output} state={model.snapshot.state} />
      <SpokenLine model={model} row={rows.current} />
      <LogStatusBar model={model} said={output.said} />
      {overlay.kind === 'line' && (
        <WholeLineDialog
          viewId={model.session.viewId}
          row={overlay.row}
          from={`${model.paint.services[overlay.row.service] ?? ''} ${model.paint.timeOf(overlay.row.atMs)}`}
          onClose={() => setOverlay(none)}
        />
      )}
    </>
  )
}

/** Goes to the next match, or remembers the wish until the search has come far enough to tell which one that is. */
function goToMatch(model: LogPageModel, step: 1 | -1): void {
  const { search, scroll, isFollowing } = model
  const next = search.step(isFollowing ? null : Math.ceil(scroll.topRow()) - (step === 1 ? 1 : 0), step)
  search.setWaiting(next.kind === 'wait' ? step : null)
  if (next.kind !== 'go') return
  search.setCurrent(next.position)
  model.goTo(next.position)
}
