import { useCallback } from 'react'
import { useClient } from '../../client-context'
import { reportError } from '../../stores/notice-store'
import type { LogRow } from './log-row-cache'
import type { LogPageModel } from './use-log-page'

/** What the reader does with rows by key or pointer. */
export type RowActions = {
  /** The row the keys act on, if it has been read. */
  readonly current: LogRow | undefined
  /** Shows more of the current row: the lines folded behind it, its JSON tree, or all of a long line. */
  readonly unfold: () => boolean
  readonly fold: () => boolean
  /** Opens the group of a row, whichever is current. */
  readonly unfoldGroup: (row: LogRow) => void
  /** Goes to the nearest error or marker above or below; false once there is none. */
  readonly find: (kind: 'error' | 'marker', direction: 'up' | 'down') => Promise<boolean>
}

/** See `RowActions`. */
export function useRowActions(model: LogPageModel): RowActions {
  const client = useClient()
  const { session, paint, scroll, rows } = model
  const { viewId } = session
  const current = paint.cursor === null ? undefined : session.row(paint.cursor)
  const setGroup = useCallback(
    (row: LogRow, open: boolean): void => {
      if (viewId !== null) client.request('fold-log-group', { viewId, number: row.number, open }).catch(reportError)
    },
    [client, viewId],
  )
  const unfoldGroup = useCallback((row: LogRow) => setGroup(row, true), [setGroup])
  return {
    current,
    unfoldGroup,
    unfold: () => {
      if (current === undefined) return false
      if (current.fold === 'folded') unfoldGroup(current)
      else {
        model.toggleUnfolded(current.number, true)
        scroll.show(current.position)
      }
      return true
    },
    fold: () => {
      if (current === undefined) return false
      if (paint.unfolded.has(current.number)) model.toggleUnfolded(current.number, false)
      else if (current.fold === 'open' || current.fold === 'continuation') setGroup(current, false)
      return true
    },
    find: async (kind, direction) => {
      if (viewId === null) return false
      const ask = async (from: number, towards: 'up' | 'down'): Promise<number | null> =>
        (await client.request('find-log-row', { viewId, from, direction: towards, kind })).position
      const top = Math.max(rows.first, Math.ceil(scroll.topRow()))
      const begin = paint.cursor ?? (direction === 'down' ? top - 1 : rows.end)
      let position = await ask(begin, direction)
      // Without a place of one's own the nearest one above is better than none.
      if (position === null && paint.cursor === null) position = await ask(rows.end, 'up')
      if (position !== null) model.goTo(position)
      return position !== null
    },
  }
}
