import type { KeyMap } from '../../keys'
import { usePageKeys } from '../../use-page-keys'
import { stepLine } from './line-selection'
import type { LogPageModel } from './use-log-page'

/** What the keys need beyond the model. */
export type LogActions = { readonly copy: () => void; readonly stepMatch: (step: 1 | -1) => void }

/** The keys of the log page. */
export function useLogKeys(model: LogPageModel, actions: LogActions): void {
  usePageKeys(logKeys(model, actions))
}

function logKeys(model: LogPageModel, actions: LogActions): KeyMap {
  const step = (by: 1 | -1) => (event: KeyboardEvent) => stepSelection(model, by, event.shiftKey)
  const match = (by: 1 | -1) => (event: KeyboardEvent) => {
    // On a button Enter presses it.
    if (event.target instanceof HTMLButtonElement || model.search.text === '') return false
    actions.stepMatch(by)
    return true
  }
  const toggles = Array.from({ length: 9 }, (_, index) => [String(index + 1), () => toggleService(model, index)])
  return {
    ...Object.fromEntries(toggles),
    'Ctrl+F': () => model.searchInput.current?.select(),
    'Ctrl+C': () => copySelection(model, actions),
    J: step(1),
    K: step(-1),
    Enter: match(1),
    'Shift+Enter': match(-1),
    F: () => model.onFollow({ kind: model.isFollowing ? 'pause' : 'newest' }),
    End: () => model.onFollow({ kind: 'newest' }),
  }
}

function toggleService({ choice }: LogPageModel, index: number): boolean {
  const service = choice.services[index]
  if (service === undefined) return false
  choice.toggle(service)
  return true
}

function copySelection(model: LogPageModel, actions: LogActions): boolean {
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
