import { create } from 'zustand'
import type { undo } from '../i18n/en/undo'
import { reportError } from './notice-store'

/** What was done, in words; the names are the placeholders' values. */
export type Done = {
  readonly word: keyof typeof undo.done
  readonly names?: Readonly<Partial<Record<'host' | 'slot' | 'name', string>>>
}

/** Something that was done and can be taken back without a lie. */
export type UndoOffer = { readonly id: number; readonly done: Done; readonly undo: () => Promise<unknown> }

/** What keeps the time of an offer from running: somebody points at it, or is in it with the keys. */
export type UndoPause = 'pointer' | 'focus'

type UndoState = {
  readonly offer: UndoOffer | null
  /** Told once an offer was taken; the next offer ends that. */
  readonly isUndone: boolean
}

/** So long an undo is offered. */
export const undoOfferMs = 10_000

/** The one thing that can be undone now: what was done last. */
export const useUndoStore = create<UndoState>(() => ({ offer: null, isUndone: false }))

let lastId = 0
let timer: ReturnType<typeof setTimeout> | undefined
let leftMs = 0
let runsSinceMs = 0
const pauses = new Set<UndoPause>()

/** Offers to take back what was done just now; what was offered before stays done. Never for deployments, rollbacks and power. */
export function offerUndo(done: Done, undo: UndoOffer['undo']): void {
  stop()
  pauses.clear()
  leftMs = undoOfferMs
  useUndoStore.setState({ offer: { id: ++lastId, done, undo }, isUndone: false })
  run()
}

/** Takes it back; false where nothing is offered. What can't be taken back any more is told as any other error. */
export function takeBack(): boolean {
  const { offer } = useUndoStore.getState()
  if (offer === null) return false
  endOffer()
  offer
    .undo()
    .then(() => useUndoStore.setState((state) => (state.offer === null ? { isUndone: true } : {})))
    .catch(reportError)
  return true
}

/** Puts the offer away: what was done stays. */
export function endOffer(): void {
  stop()
  useUndoStore.setState({ offer: null })
}

/** Time stands still for as long as there is a reason to. */
export function pauseOffer(reason: UndoPause): void {
  if (useUndoStore.getState().offer === null) return
  if (pauses.size === 0) {
    stop()
    leftMs -= performance.now() - runsSinceMs
  }
  pauses.add(reason)
}

/** Time goes on with what was left, once the last reason is gone. */
export function resumeOffer(reason: UndoPause): void {
  if (!pauses.delete(reason) || pauses.size > 0 || useUndoStore.getState().offer === null) return
  run()
}

function run(): void {
  runsSinceMs = performance.now()
  timer = setTimeout(endOffer, Math.max(0, leftMs))
}

function stop(): void {
  clearTimeout(timer)
  timer = undefined
}
