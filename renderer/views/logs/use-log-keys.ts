import type { KeyMap } from '../../keys'
import { usePageKeys } from '../../use-page-keys'
import { stepLine } from './line-selection'
import { toggled } from './log-filter-choice'
import type { LogOutput } from './use-log-output'
import type { LogPageModel } from './use-log-page'
import type { RowActions } from './use-row-actions'

/** What the keys need beyond the model. */
export type LogActions = {
  readonly rows: RowActions
  readonly output: LogOutput
  readonly stepMatch: (step: 1 | -1) => void
  readonly openMenu: () => boolean
  /** Says in the status bar that there is none. */
  readonly sayNone: (kind: 'error' | 'marker') => void
}

/** The keys of the log page. */
export function useLogKeys(model: LogPageModel, actions: LogActions): void {
  usePageKeys(logKeys(model, actions))
}

function logKeys(model: LogPageModel, actions: LogActions): KeyMap {
  const { rows, output } = actions
  const step = (by: 1 | -1) => (event: KeyboardEvent) => stepSelection(model, by, event.shiftKey)
  const match = (by: 1 | -1) => (event: KeyboardEvent) => {
    // On a button Enter presses it.
    if (event.target instanceof HTMLButtonElement || !model.search.isOn) return false
    actions.stepMatch(by)
    return true
  }
  const find = (kind: 'error' | 'marker', direction: 'up' | 'down'): void => {
    rows.find(kind, direction).then(
      (found) => !found && actions.sayNone(kind),
      () => undefined,
    )
  }
  const toggles = Array.from({ length: 9 }, (_, index) => [String(index + 1), () => toggleService(model, index)])
  return {
    ...Object.fromEntries(toggles),
    'Ctrl+F': () => model.searchInput.current?.select(),
    'Ctrl+C': (event) => copySelection(model, output, event.shiftKey),
    J: step(1),
    K: step(-1),
    ArrowRight: (event) => isInStream(event, model) && rows.unfold(),
    ArrowLeft: (event) => isInStream(event, model) && rows.fold(),
    Enter: match(1),
    'Shift+Enter': match(-1),
    E: (event) => find('error', event.shiftKey ? 'up' : 'down'),
    ']': () => find('marker', 'down'),
    '[': () => find('marker', 'up'),
    M: actions.openMenu,
    ContextMenu: actions.openMenu,
    F: () => model.onFollow({ kind: model.isFollowing ? 'pause' : 'newest' }),
    Home: () => goToOldest(model),
    End: () => model.onFollow({ kind: 'newest' }),
  }
}

/** Arrow keys go between choices of a group elsewhere. */
function isInStream({ target }: KeyboardEvent, { scroll }: LogPageModel): boolean {
  return target === document.body || (target instanceof Node && scroll.scroller.current?.contains(target) === true)
}

function toggleService({ choice, filter, setFilter }: LogPageModel, index: number): boolean {
  const service = choice.services[index]
  if (service === undefined) return false
  setFilter({ hiddenServices: toggled(filter.hiddenServices, service) })
  return true
}

/** The oldest row that is held; those before it are asked for on the way. */
function goToOldest(model: LogPageModel): void {
  model.onFollow({ kind: 'pause' })
  model.scroll.show(model.rows.first - 1)
  model.readOlder()
}

function copySelection(model: LogPageModel, output: LogOutput, withGutter: boolean): boolean {
  // Text marked with the pointer is copied by the window itself.
  if (model.selection === null || document.getSelection()?.isCollapsed === false) return false
  output.copy(withGutter)
  return true
}

function stepSelection(model: LogPageModel, by: 1 | -1, extend: boolean): void {
  const next = stepLine(model.selection, by, extend, model.scroll.rows, model.rows)
  if (next === null) return
  if (by === -1 && next.to === model.rows.first) model.readOlder()
  model.onFollow({ kind: 'go-to', position: next.to })
  model.setSelection(next)
  model.scroll.show(next.to)
}
