import type { RefObject } from 'react'
import type { KeyMap } from '../../keys'
import { usePageKeys } from '../../use-page-keys'
import type { SlotsFileModel } from './use-slots-file'

type SlotsFileKeys = {
  readonly model: SlotsFileModel
  readonly publish: () => void
  readonly pane: RefObject<HTMLDivElement | null>
  readonly versionSearch: RefObject<HTMLInputElement | null>
}

/** The keys of the page. */
export function useSlotsFileKeys({ model, publish, pane, versionSearch }: SlotsFileKeys): void {
  const map: KeyMap = {
    O: () => model.choose(),
    R: () => (model.check === null ? false : model.again()),
    N: () => goTo(pane.current, '[data-change]', 1),
    P: () => goTo(pane.current, '[data-change]', -1),
    W: () => goTo(pane.current, '[data-remark]', 1, true),
    V: () => versionSearch.current?.focus(),
    'Ctrl+Enter': () => (model.check === null ? false : publish()),
    Escape: () => {
      if (model.check === null) return false
      model.discard()
      return true
    },
  }
  usePageKeys(map)
}

/** Brings the next (or previous) marked row to the middle; `around`: after the last comes the first. False: there is none. */
function goTo(pane: HTMLElement | null, selector: string, by: 1 | -1, around = false): boolean {
  const rows = [...(pane?.querySelectorAll<HTMLElement>(selector) ?? [])]
  if (pane === null || rows.length === 0) return false
  const from = rows.findIndex((row) => row.dataset['at'] !== undefined)
  const next = from === -1 ? (by === 1 ? 0 : rows.length - 1) : from + by
  const index = around ? (next + rows.length) % rows.length : Math.max(0, Math.min(rows.length - 1, next))
  for (const marked of pane.querySelectorAll<HTMLElement>('[data-at]')) delete marked.dataset['at']
  const row = rows[index]
  if (row === undefined) return false
  row.dataset['at'] = ''
  row.scrollIntoView({ block: 'center' })
  return true
}
