import { useMemo, useRef } from 'react'
import type { KeyMap } from '../../keys'
import { usePageKeys } from '../../use-page-keys'
import { stepLine } from './line-selection'
import type { LogPageModel } from './use-log-page'

/** What the keys need beyond the model. */
export type LogActions = { readonly copy: () => void; readonly stepMatch: (step: 1 | -1) => void }

/** The keys of the log page. */
export function useLogKeys(model: LogPageModel, actions: LogActions): void {
  // The map stays the same while model and actions change with each render.
  const newest = useRef({ model, actions })
  newest.current = { model, actions }
  usePageKeys(useMemo(() => logKeys(() => newest.current), []))
}

function logKeys(now: () => { readonly model: LogPageModel; readonly actions: LogActions }): KeyMap {
  const step = (by: 1 | -1) => (event: KeyboardEvent) => stepSelection(now().model, by, event.shiftKey)
  const match = (by: 1 | -1) => (event: KeyboardEvent) => {
    // On a button Enter presses it.
    if (event.target instanceof HTMLButtonElement || now().model.search.text === '') return false
    now().actions.stepMatch(by)
    return true
  }
  const toggles = Array.from({ length: 9 }, (_, index) => [String(index + 1), () => toggleService(now().model, index)])
  return {
    ...Object.fromEntries(toggles),
    'Ctrl+F': () => now().model.searchInput.current?.select(),
    'Ctrl+C': () => copySelection(now()),
    J: step(1),
    K: step(-1),
    Enter: match(1),
    'Shift+Enter': match(-1),
    F: () => now().model.onFollow({ kind: now().model.isFollowing ? 'pause' : 'newest' }),
    End: () => now().model.onFollow({ kind: 'newest' }),
  }
}

function toggleService({ choice }: LogPageModel, index: number): boolean {
  const service = choice.services[index]
  if (service === undefined) return false
  choice.toggle(service)
  return true
}

function copySelection({ model, actions }: { readonly model: LogPageModel; readonly actions: LogActions }): boolean {
  // Text marked with the pointer is copied by the window itself.
  if (model.selection === null || document.getSelection()?.isCollapsed === false) return false
  actions.copy()
  return true
}

function stepSelection(model: LogPageModel, by: 1 | -1, extend: boolean): void {
  const next = stepLine(model.selection, by, extend, model.scroll.rows, model.range)
  if (next === null) return
  model.onFollow({ kind: 'pause' })
  model.setSelection(next)
  model.scroll.show(next.to)
}
