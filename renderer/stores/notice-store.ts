import { create } from 'zustand'
import { type BerthErrorData, toErrorData } from '../../src/domain/berth-error'

/** Something the person should know and that has no better place: an error of a request. */
export type Notice = { readonly id: number; readonly error: BerthErrorData }

const limit = 4
let lastId = 0

/** Notices in the corner, newest last, at most four. */
export const useNoticeStore = create<{ readonly notices: readonly Notice[] }>(() => ({ notices: [] }))

/** Shows what a request was rejected with. Cancelled is no news to who cancelled. */
export function reportError(thrown: unknown): void {
  const error = toErrorData(thrown)
  if (error.code === 'cancelled') return
  useNoticeStore.setState(({ notices }) => ({ notices: [...notices, { id: ++lastId, error }].slice(-limit) }))
}

/** Takes a notice away. */
export function dismissNotice(id: number): void {
  useNoticeStore.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }))
}

/** Shows a notice again, in its place. */
export function restoreNotice(notice: Notice): void {
  useNoticeStore.setState(({ notices }) => ({
    notices: [...notices.filter(({ id }) => id !== notice.id), notice].sort((a, b) => a.id - b.id).slice(-limit),
  }))
}
